"""Journeys: the planned steps for an intent, and how far each case has come.

A journey is one YAML file, named as its key. `load_journeys(folder, by=…, at=…)` reads a folder; a file that
changed becomes a new version, and cases that have begun keep the plan that they began with.

    title: Damaged on arrival            # shown as "Next steps: damaged on arrival"
    intents: [damaged_on_arrival]        # the case's intent that starts it
    pattern: parallel                    # ai_first | human_first | parallel (product.md 5.2)
    gather: [find_order]                 # low-risk reads, run by themselves as soon as their fields are known
    steps:                               # in the order in which they are shown
      - key: verify_identity             # unique in the file, snake case
        title: Verify identity           # what has to be done, at most 60 characters
        stage: eligibility               # identify | eligibility | execute | communicate | resolve | close
        owner: either                    # ai_agent | agent | either | supervisor
        says: Which postcode is …?       # optional: what to ask or tell the customer in this step
        tools: [lookup_customer]         # optional: what does it; with two or more, `choices` decide
        choices: {issue_refund: [refund, money back]}   # optional: words of the customer that choose a tool
        fill: {reason: carrier_damage}   # optional: values of the tool's form that follow from the plan
        depends_on: []                   # keys; left out: the step before it; []: may be done at any time
        on_failure: escalate             # retry | skip | escalate (default)
        proven_by:                       # what makes it done; any one of these
          tool: lookup_customer          #   a receipt of this tool (or list of tools) …
          where: {verified: true}        #   … whose output has these values
          entity: order_number           #   the customer named this kind of thing
          turn: customer                 #   an utterance of: customer | agent (person or AI) …
          mentions: [crack, broken]      #   … with any of these words, or words that begin so
        # An agent may always tick a step of the owners agent and either; `proven_by: {tick: true}` says that
        # only this proves it.

A step with a customer's turn as its proof waits for the customer once an agent's turn has followed its
beginning, and the next-best action is silent meanwhile.
"""
