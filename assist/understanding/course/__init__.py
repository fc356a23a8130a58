"""How a contact is going, turn by turn: one head over what the customer says now and what came before.

A `Moment` is the customer's turn with the earlier turns of both sides. `signals` reads it without a model: wordings of both, how far
the contact is, what is asked or said again, what the agent could not do. `RatingHead` learns any shares of people's judgements from
signals, the turn's embedding and its words. `sentiment.SentimentModel` (our own labelled lines) and
`satisfaction.SatisfactionModel` (ratings from 1 to 5 by several people) are that head with their own targets.
"""
