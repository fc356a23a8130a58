"""Suggestions: what the AI puts before an agent, from evidence alone.

A reply is drawn from published articles and saved replies; its slots are filled from what the timeline and
the tools of
this case know, and every figure, date and claim of something done must stand in that evidence or in the
cited passage.
One is visible, two stand behind it. Nothing is shown when the evidence is thin, when a person leads a case
of layer 3,
or when the agent chose to ask. A suggestion belongs to one customer turn and is retired when a newer turn
or a sent
message overtakes it; the server decides that, so a retired one cannot be used. What was shown, used, edited,
dismissed and why stands on the timeline with the versions of the models and rules.
"""
