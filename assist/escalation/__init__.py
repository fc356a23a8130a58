"""When a contact leaves the AI agent, by which path, and to whom.

`rules.decide(signals, thresholds)` is pure: ten triggers (4.1 to 4.10 of the requirements), each with a reason in words and a
severity, and the least disruptive path that the situation allows. The wish for a person is honoured at the first request and
cannot be switched off; signs of a crisis go straight to a specialist. Thresholds differ by intent and channel through
`EscalationRule` rows.

`queries.signals_of(interaction)` reads the signals from the timeline since the AI agent last got the contact, so any worker may
decide. `actions.place_case` keeps the layer up to date; `actions.escalate` records why, sets the layer and queues the contact.
"""
