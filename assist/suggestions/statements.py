"""What a sentence says of the case itself: that something was done, how something stands, what we will do. Pure.

The words of a customer are evidence for none of these, and neither is a saved reply: that wording was written before the case.
Conditions ("if your order was charged twice, …"), what the customer is quoted with and offers ("I can send …") say nothing of
the case. What only the customer can know, such as what is broken, is no claim of ours.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from assist.knowledge.words import fold
from assist.suggestions.anything import anything_in
from assist.suggestions.standings import PRESUMED, STANDINGS
from assist.suggestions.topics import topics_in
from assist.suggestions.verbs import ATTENTION, DOING, EFFECTS, MESSAGES, base_of

_ASIDE = re.compile(
    r"\b(?:if|whether|when|once|while|as soon as|after|before|until|till|unless|in case|provided)\b[^,.;:!?]*"
    r"|\b(?:you|as you) (?:say|said|wrote|told (?:me|us)|mention(?:ed)?|describe[d]?|report(?:ed)?)\b[^,.;:!?]*"
    r"|\b(?:may|might|could|should|would|must|can|cannot|to) (?:not )?(?:already )?(?:have )?be(?:en)?\b"
)
_CONDITION = re.compile(r"\b(?:if|unless|in case|provided|should (?:you|it|the|that))\b")
_NEVER = re.compile(
    r"\b(?:nothing|not|never|only)\b[^,.;]{0,20}\b(?:charged|taken|paid)(?: \w+)? (?:twice|once|two times)"
)
_NOT = re.compile(r"\bnot\b|n't\b|\bnever\b")
_DEED = re.compile(
    r"\b(?:i|we)(?:'ve| have)?(?: now| just| already| both| today| (?:gone|went) ahead and)*(?: \w+ly)? ([a-z]+)\b(?! (?:that|you are|how))"
)
_AND_DEED = re.compile(r"\b(?:i|we)(?:'ve| have)?\b[^.;!?]*?\band(?: also| then| just| already)* ([a-z]+)\b")
_WILL = re.compile(
    r"\b(?:i|we|you|it|they|he|she|that|our [\w-]+|your [\w-]+|the (?:[\w-]+ )?[\w-]+|and|then)(?:'ll| will| won't| shall"
    r"|(?:'m|'re| am| are| is) (?:going|about) to)(?: also| now| then| of course| certainly| definitely| personally| gladly)*"
    r"(?: not)?(?: \w+ly)? (?:(?:be|get|have it) )?([a-z]+)\b"
)
_NOW = re.compile(
    r"\b(?:i|we)(?:'m|'re| am| are)(?: now| just| already| currently| right now)* ([a-z]+ing)\b"
)
_PERFORM = re.compile(r"(?<!can )(?<!shall )(?<!may )(?<!could )(?<!should )\bi ([a-z]+)\b")
_SURE = re.compile(
    r"\b(?:make|making) sure (?:that )?(?:you (?:get|receive)|(?:the|your) (?:\w+ )?(?:is|are|gets?|will))\b|\bensur\w+\b"
)
_GET = re.compile(
    r"\byou(?:'ll| will)? (?:get|receive) (?:(?:your|the|a|an) )?(?:full |whole )?"
    r"(money|refund|payment|replacement|new|voucher|credit|compensation|discount)\b"
)


HELD = (
    "done", "left", "not_left", "delivered", "late", "cancelled", "twice", "once", "reserved", "expected",
)  # fmt: skip


@dataclass(frozen=True)
class Claim:
    """What a sentence says of the case; any of `needs` in the record bears it. `verb` is the root of a promise."""

    kind: str  # state, deed or promise
    needs: frozenset[str]
    verb: str = ""


@lru_cache(maxsize=8192)
def claims_in(sentence: str) -> tuple[Claim, ...]:
    """What the sentence says of the case, without conditions, quotations and offers."""
    whole = fold(sentence)
    text = _ASIDE.sub(" ", whole)
    is_open = whole.rstrip().endswith("?") or _CONDITION.search(whole)
    found = [*_states(text, STANDINGS if is_open else [*STANDINGS, *PRESUMED]), *_deeds(text)]
    if not found:
        found = [Claim(kind, _anything(kind, topics)) for kind, topics in anything_in(text)]
    return (*found, *(() if text.rstrip().endswith("?") else _promises(text)))


@lru_cache(maxsize=8192)
def is_own_promise(sentence: str) -> bool:
    """Whether the agent binds himself to something that needs no tool: to write, to look, to ask."""
    text = _ASIDE.sub(" ", fold(sentence))
    if text.rstrip().endswith("?"):
        return False
    said = {base_of(match[1]) for match in _WILL.finditer(text)}
    return bool(said & ATTENTION) or bool(MESSAGES.search(text))


def _anything(kind: str, topics: Iterable[str]) -> frozenset[str]:
    states = ("done", "approved", "asked") if kind == "deed" else HELD
    return frozenset(f"{topic}:{state}" for topic in topics for state in states)


def _states(text: str, rows: Iterable[tuple[str, re.Pattern[str]]]) -> Iterator[Claim]:
    if _NEVER.search(text):
        yield Claim("state", frozenset({"payment:once", "payment:reserved"}))
        text = _NEVER.sub(" ", text)
    for fact, pattern in rows:
        for match in pattern.finditer(text):
            topic, state = fact.split(":")
            needed = f"{topic}:not_{state}" if _NOT.search(match[0]) and ":not_" not in fact else fact
            yield Claim("state", frozenset({needed}))


def _deeds(text: str) -> Iterator[Claim]:
    for match in (*_DEED.finditer(text), *_AND_DEED.finditer(text)):
        base = EFFECTS.get(match[1])
        if base:
            yield Claim(
                "deed", _needs(text, ("done",) if base not in ("ask", "request") else ("asked", "done"))
            )


def _promises(text: str) -> Iterator[Claim]:
    for match in _WILL.finditer(text):
        base = base_of(match[1])
        if base not in ATTENTION and _is_effect(base, text[match.start() :]):
            yield Claim("promise", _needs(text, ("asked", "done", "expected")), base)
    for match in _NOW.finditer(text):
        base = DOING.get(match[1], "")
        if base and _is_effect(base, text[match.start() :]):
            yield Claim("promise", _needs(text, ("asked", "done")), base)
    if _SURE.search(text):
        yield Claim("promise", _needs(text, ("asked", "done")), "ensure")
    for match in _PERFORM.finditer(text):
        if match[1] in EFFECTS.values() and match[1] != "ask" and _is_effect(match[1], text[match.start() :]):
            yield Claim("promise", _needs(text, ("asked", "done")), match[1])
    if _GET.search(text) and not MESSAGES.search(text):
        yield Claim("promise", _needs(text, ("asked", "done", "expected")), "get")


def _is_effect(base: str, rest: str) -> bool:
    """Whether the verb moves something of the case: "send you a replacement" does, "send you a link" does not."""
    if MESSAGES.search(rest):
        return False
    if base in ("send", "give", "get", "receive", "ask", "arrange", "have", "come", "return"):
        return bool(topics_in(rest) - {"invoice"}) and not re.match(
            r"[^,.;]{0,20}\b(?:return|come) (?:back )?to you\b", rest
        )
    return base in EFFECTS.values() or base in ("arrive", "reach")


def _needs(text: str, states: tuple[str, ...]) -> frozenset[str]:
    """The facts of what the sentence names that would bear it; of anything where it names nothing."""
    topics = topics_in(text)
    narrow = topics - {"order", "payment"} or topics or {"any"}
    if "payment" in narrow:  # a payment that goes back is a refund
        narrow = narrow | {"refund"}
    return frozenset(f"{topic}:{state}" for topic in narrow for state in states)
