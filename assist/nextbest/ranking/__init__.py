"""The learned ranking of next actions: plain values in, plain values out, no database.

`NextActions.fit` learns from conversations and plans; `rank` gives every action that could follow with its chance and its evidence.
Three parts work together. A network over the words and the history (`network`) knows the tasks that it has seen. Two forests of small
trees (`forest`) weigh each candidate: one for tasks that were seen, which also hears the network and how often agents did what in like
moments (`likes`), and one that knows only what a plan says (`plans`, `features`), for journeys that nobody has walked yet.
"""
