"""The next-best action: from the plan of the case and what is known, one action card, filled in, with its
reason.

It prepares and never runs what has an effect: a card waits for a person's confirmation. Only low-risk
look-ups that the plan names are run by themselves, as the AI agent, so that the card can be filled from their
receipts. It says nothing while the AI agent owns the contact (it acts by itself), while the plan waits for
the customer, and about steps of a supervisor. There is at most one machine-made card; it is put aside when
the plan moves on.
"""
