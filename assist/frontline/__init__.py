"""The AI agent of layer 1: what it says and does while it leads a contact.

For every understood turn of the customer the escalation rules speak first. Otherwise the AI agent walks the plan of the
intent's journey: it asks for what is missing, calls a tool, tells what the tool or a published article says, and asks
whether that answers it. A step that belongs to a person, a tool that fails, a question without an article: it hands over.

Its state is read from the timeline each time, so any worker can take the next turn. Its texts are templates whose slots are
filled from receipts, the customer's own words and public articles; a number without such a source stops the message.
One answer is given for each turn of the customer, and an answer that a newer turn overtook is not sent.
"""
