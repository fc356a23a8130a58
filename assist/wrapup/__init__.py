"""Wrap-up: the case written up before the agent asks for it.

When a contact ends, a draft is ready within three seconds: what the customer wanted, what was done with which receipt, what was
promised, how it ended, the course of the mood, what is open. No sentence is invented: each is taken from turns, tool calls and
events, brought into reported speech, and carries their sequence numbers. With it come a disposition with its reason, and
follow-ups with dates read from the promises.

`telling` retells conversations; `wanting` uses it for what the customer came with, by weights that were learnt from our own
notes where such are live (`learned`), else by likeness to examples (`picking`). `promises` finds promises and their dates,
`composing` puts the draft together. With a language model `rewording` asks for better words afterwards, and `checking` lets in
only what turns and receipts bear; whatever the model does, the draft stands.

The agent corrects (saved while typing) and confirms; draft and confirmed version are both kept, with the versions of rules and
models. `corrections` gives them as pairs, and `trainer` learns from them.
"""
