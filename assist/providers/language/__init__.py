"""Language models: any endpoint that speaks chat completions, a scripted one for tests and the demo, or none.

`ask(question, at=…)` gives an `Answer`. Without a configured model, or when anything at all goes wrong, its `value`
is None and `words` say why: the caller takes its deterministic path and the screen may tell. It is never raised.

What leaves is covered first: cards are removed; names, addresses, numbers, ids and words about health become
placeholders ([NAME_1], [ID_2]) that are put back in the answer. Every call is a `LanguageCall` row with the words as
they left, where they went, tokens, cost and time; a call that left is an event of its case. One deadline holds over all
tries, a breaker that every process shares rests a service that fails, and a budget of tokens and money is kept each hour.

`instructions` are our own words alone. Whatever a customer, an article, a record or a tool said belongs into
`material`: it travels as JSON that the model is told to read and never to obey, and what comes back is only data that
fits the schema. Nothing in an answer is an action.

Never ask inside a transaction (it is refused), and never make a screen wait: show the deterministic result first.
"""

from assist.providers.language.asking import ask, is_configured
from assist.providers.language.base import Answer, LanguageModel, Material, Question
from assist.providers.language.registry import connected, using

__all__ = ["Answer", "LanguageModel", "Material", "Question", "ask", "connected", "is_configured", "using"]
