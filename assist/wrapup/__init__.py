"""Wrap-up: the case written up before the agent asks for it.

When a contact ends, a draft is ready within three seconds: what the customer wanted, what was done with
which receipt, what
was promised, how it ended, the course of the mood, what is open. No sentence is invented: each is taken
from turns, tool
calls and events, brought into reported speech, and carries their sequence numbers. With it come a
disposition with its reason, and follow-ups with dates read from the promises.

The agent corrects (saved while typing) and confirms; draft and confirmed version are both kept.
`reported.py` rewrites,
`promises.py` finds promises and their dates, `picking.py` chooses the sentences, `composing.py` puts the
draft together.
"""
