"""All ways to tell a clause: the first rule whose words it begins with, and that finds a way."""

import re
from collections.abc import Callable

from assist.wrapup.telling import asked, patterns, stated
from assist.wrapup.telling.asked import Ways
from assist.wrapup.telling.shifting import Side, Words
from assist.wrapup.telling.verbs import AUX
from assist.wrapup.telling.wording import words

Rule = tuple[str, "re.Pattern[str]", Callable[[Words, str, Side], Ways]]
_ANY = re.compile(r"^(?=\S)")
_ASKED = words("i you we he she it they")
QUESTIONS: tuple[Rule, ...] = (
    ("asks", patterns.ASKS_FOR_KNOWLEDGE, asked.knowledge),
    ("asks", patterns.TELL_ABOUT, asked.topic),
    ("suggests", patterns.SUGGESTION, asked.suggestion),
    ("requests", patterns.MIND, asked.favour),
    ("offers", patterns.OFFER, asked.offer),
    ("requests", patterns.REQUEST, asked.request),
    ("requests", patterns.MAY, asked.permission),
    ("asks", patterns.HAVE, asked.stock),
    ("asks", _ANY, asked.question),
)
STATEMENTS: tuple[Rule, ...] = (
    ("asks", patterns.ASKS_FOR_KNOWLEDGE, asked.knowledge),
    ("asks", patterns.TELL_ABOUT, asked.topic),
    ("suggests", patterns.SUGGESTION, asked.suggestion),
    ("will", patterns.WILL, stated.intention),
    ("wants", patterns.WISH, stated.wish),
    ("wants", patterns.SEARCH, stated.search),
    ("suggests", patterns.ADVICE, stated.advice),
    ("suggests", patterns.RECOMMENDATION, stated.advice),
    ("tells", patterns.PERMISSION, stated.possibility),
    ("apologizes", patterns.APOLOGY, stated.apology),
    ("thanks", patterns.THANKS, stated.thanks),
    ("thinks", patterns.THOUGHT, stated.thought),
    ("requests", patterns.FORBIDDING, stated.forbidding),
    ("requests", patterns.ORDER, stated.order),
    ("requests", _ANY, stated.order),
    ("says", _ANY, stated.statement),
)


def told(spoken: Words, side: Side, *, is_question: bool) -> tuple[str, Ways]:
    """The kind of the clause and the ways to tell it, the plainest first. None for clauses that say nothing alone."""
    is_question = is_question or (
        spoken[0].lower() in AUX and len(spoken) > 2 and spoken[1].lower() in _ASKED
    )
    text = " ".join(spoken)
    for kind, pattern, tell in QUESTIONS if is_question else STATEMENTS:
        hit = pattern.match(text)
        rest = text[hit.end() :].split() if hit else []
        if hit and rest and (found := tell(rest, hit[0], side)):
            return kind, found
    return "", []
