"""Suggestions: what the AI puts before an agent, from evidence alone.

A reply is drawn from published articles, saved replies and, where a model of replies was promoted, from what agents sent in like
cases; of these nothing is kept that belonged to one customer (`ranking.solved`). Slots are filled from what the timeline and the
tools of this case know, and every figure, date and claim of something done must stand in that evidence or in the cited passage.
The learned ranker (`ranking`, trained by `trainer`) takes from candidates that agents here would not send; it lifts none.
Where a language model is connected it may draft one more behind them; what that says beyond its evidence is marked and bars
its use (`drafting`, `promises`).

One is visible, the others stand behind it. Nothing is shown when the evidence is thin, when a person leads a case of layer 3, when
the agent chose to ask, or when the budget of attention is spent. A suggestion belongs to one customer turn and is retired when a
newer turn or a sent message overtakes it; the server decides that, so a retired one cannot be used. What was shown, used, edited,
dismissed and why stands on the timeline with the versions of the models and rules; a model in shadow is logged beside it.
"""
