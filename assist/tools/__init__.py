"""Tools: actions on systems of record, and every use of one, from the proposal to the receipt.

A `ToolCall` is proposed (by the machine or a person), confirmed by the acting person, where it is above a
limit approved by a second person, run in the background, and ends with the receipt of the system of record.
The row says that it runs before the request leaves, with the idempotency key that goes along; so after a
crash, a time-out or a second press there is exactly one effect: an outcome that is not known is asked for by
the key, and only what did not arrive is sent again, under the same key. The AI agent goes through the same
door (`call_tool`).

Tools are a list in a YAML file, loaded by `load_tools(path, by=…, at=…)`:

    - name: issue_refund                # unique, snake case
      title: Refund
      headline: Refund order {order_number}        # card's heading, filled from the input
      receipt: "£{amount}[ to {paid_to}], reference {reference}"
                                        # one line for the receipt, filled from the output; a part in square
                                        # brackets goes when its field is missing (a person settled the call)
      done: Paid                        # the chip's word when it is done
      icon: undo-2
      source: backoffice                # a name in settings.TOOL_SOURCES
      operation: createRefund           # what the source calls it (OpenAPI operationId, dotted path)
      outcome: {operation: getReceipt, at: body}   # asks by the key; `at`: where the output stands in it
      risk: high                        # low | medium | high | critical
      callers: [agent, supervisor]      # ai_agent and roles
      checks: [verified_customer]       # see checks.CHECKS; the blocking ones must hold before it runs
      limits: {measure: amount, agent: "50.00", supervisor: "500.00"}
                                        # above: a second person; measure: a field of the input, or order_paid
      verifies: verified                # this field of the output, when true, verifies the customer
      approval_minutes: 10
      time_limit: 6                     # seconds in all
      attempts: 3
      needs_any: [order_number, email]  # at least one of these fields
      input:                            # JSON Schema of each field, and where its first value comes from
        amount: {title: Amount, type: string, x-from: [order.refundable], x-optional: true}
      output: {type: object, required: [reference]}
"""
