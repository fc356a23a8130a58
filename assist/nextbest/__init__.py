"""The next-best action: from the plan of the case, what tools returned and what agents did in like cases, up to three
steps in order, each with its reason, and for the first with a tool one action card, filled in.

The order is the plan's; a live model of the registry ("next_actions", see `ranking` and `trainer`) changes it when its best
step reaches the threshold that was chosen on held-out customers, and then like cases are the reason. Every change of the ranking
is on the timeline (`next_steps.ranked`) with the version that made it.

It prepares and never runs what has an effect: a card waits for a person's confirmation. Only low-risk
look-ups that the plan names are run by themselves, as the AI agent, so that the card can be filled from their
receipts. It says nothing while the AI agent owns the contact (it acts by itself), while the plan waits for
the customer, and about steps of a supervisor. There is at most one machine-made card; it is put aside when
the plan moves on.
"""
