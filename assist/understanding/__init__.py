"""What a customer's turn means: one pass a turn, on local models, with one embedding shared by all of them.

`reading.understand(text, context, models)` is pure: the same text, context and models give the same `Understood`. It holds the top
three intents with calibrated confidence, whether the request is out of scope (by several scores), entities with their place in the
text, a normalised value and the validator that checked it, sentiment from -1 to 1 with frustration, urgency, the wish for a
person, signs of a crisis, "I already told you", and the language.

`fitting.fit_intents` makes an `intents.IntentModel` of any number of examples; `trainer` does so for the registry, whose live
version comes first. `belief` says what the case is about after each request, and sets nothing that is less than likely.

`actions.understand_turn` keeps it as one `Understanding` a turn, updates what the case is believed to be about, and records
`turn.understood`. Intents are learned from the taxonomy's examples when a process first needs them and again when they change;
sentiment from `sentiment.tsv`. `manage.py understanding_report` prints what cross-validation says about both.
"""
