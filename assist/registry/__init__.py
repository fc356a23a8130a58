"""The registry of learned models: which version of which kind is live, and all that ever were.

A `ModelVersion` is one trained model of a kind ("intents", "sentiment", "next_actions", "replies", …) with its artefact, its
figures, the data that it was trained on, who trained it and when. One version of a kind is live, one may run in its shadow.
Versions are never deleted and their artefacts never change, so `version_at(kind, at)` says what served on any day.

A room asks `live_model(kind, read)`: the live version, read once in this process and kept until another one goes live; None
where nothing was trained, and then the room works with what it has. `conversations` holds the form of a conversation that every
trainer learns from, wherever it came from.
"""
