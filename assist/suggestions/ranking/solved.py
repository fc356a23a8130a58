"""Replies of past conversations that may be said again: everything of the one case is taken out of them or they are left out.

A value that a tool had returned becomes a slot, a greeted name the customer's. What is then left must be words that everybody
uses: no digit, no name, nothing that any tool ever returned; and the reply must have been sent to several customers.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from assist.registry.conversations import Conversation, Turn
from assist.suggestions.naming import slots_of
from assist.suggestions.ranking.masking import DAYS, GAP, WORD, Lexicon, plain_values, words_of
from assist.suggestions.slots import SLOT

CUSTOMERS = 3  # who must have had the reply, before it is nobody's own
ENUMERATION, MANY = 12, 10  # a field of few values that many customers have tells a state and names nobody
SHORTEST = 4  # words of a reply that is worth offering
LONGEST = 90
_BEGINNINGS = """
    a about alright also an and any anything are as at because before but by bye can could did do does excellent for from good
    goodbye great had has have hello hey hi how however i if in is it it's just let let's may might my no not now of oh ok okay
    on once one or our perfect please right should so sorry sure thank thanks that that's the then there there's these they
    this those to unfortunately until was we we'll we're we've welcome were what what's when where which while who why will
    with would yes you you'll you're you've your
"""
BEGINNINGS = frozenset(_BEGINNINGS.split())
_GREETED = re.compile(
    r"\b([Hh]i|[Hh]ello|[Dd]ear|[Hh]ey|[Tt]hanks|[Tt]hank you|[Ww]elcome)(,?) [A-Z][a-z]+\b(?! [A-Z])"
)
_SIGNED = re.compile(r"\b([Mm]y name is|[Tt]his is|I am|I'm) [A-Z][a-z]+\b")
_ADDRESS = re.compile(r"@|https?:|www\.|[\[\]<>]")
_SENTENCE = re.compile(r"(?:^|[.!?:;\n]\s*|[\"'(“‘]\s*)$")


@dataclass(frozen=True)
class Solved:
    """A reply with slots, how it was said without values (`keys`), how often it was sent and to how many customers.

    `needs` is the tool whose answer it mostly told: without such an answer it would be a claim out of the air.
    """

    text: str
    keys: tuple[str, ...]
    times: int
    customers: int
    needs: str = ""

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> Solved:
        return cls(row["text"], tuple(row["keys"]), row["times"], row["customers"], row["needs"])

    def as_row(self) -> dict[str, Any]:
        return asdict(self)


def solved_replies(conversations: Sequence[Conversation], lexicon: Lexicon) -> tuple[Solved, ...]:
    """The replies that may be said again, the most frequent first."""
    ordinary, values = _ordinary(conversations), _values(conversations)
    found: dict[str, list[_Use]] = defaultdict(list)
    keys: dict[str, set[str]] = defaultdict(set)
    for conversation in conversations:
        for text, use in _uses(conversation):
            if _is_anybodys(use.slotted, ordinary, values):
                keys[frame := _frame(use.slotted)].add(lexicon.mask(text).key)
                found[frame].append(use)
    kept = [_solved(uses, keys[frame]) for frame, uses in found.items() if len(_customers(uses)) >= CUSTOMERS]
    return tuple(sorted(kept, key=lambda each: (-each.times, each.text)))


def _frame(slotted: str) -> str:
    """The words around the slots: the same for every name that stood in them."""
    return " ".join(words_of(SLOT.sub(" ", slotted)))


@dataclass(frozen=True)
class _Use:
    """One time that a reply was sent: with slots, to whom, right after which tool's answer."""

    slotted: str
    customer: str
    tool: str


def _solved(uses: Sequence[_Use], keys: Iterable[str]) -> Solved:
    text = _most_common(use.slotted for use in uses)
    needs = _most_common(use.tool for use in uses)
    return Solved(text, tuple(sorted(keys)), len(uses), len(_customers(uses)), needs)


def _most_common(words: Iterable[str]) -> str:
    counts = Counter(words)
    return min(counts, key=lambda word: (-counts[word], word))


def _customers(uses: Iterable[_Use]) -> set[str]:
    return {use.customer for use in uses}


def _uses(conversation: Conversation) -> Iterator[tuple[str, _Use]]:
    """Each reply as it was and with slots; the values are those returned before it, the newest first."""
    known: dict[str, str] = {}
    tool = fresh = ""
    for turn in conversation.turns:
        if turn.speaker == "tool":
            known, fresh = {**known, **_known(tool, turn)}, tool
        elif turn.speaker == "customer":
            fresh = ""
        elif turn.action and not turn.text:
            tool = turn.action.removeprefix("query:")
        if turn.speaker == "agent" and SHORTEST <= len(turn.text.split()) <= LONGEST:
            slotted = with_slots(" ".join(turn.text.split()), known)
            yield turn.text, _Use(slotted, conversation.customer, fresh)


def _known(tool: str, turn: Turn) -> dict[str, str]:
    """Slots by value, as they read in a message."""
    shown = slots_of(tool, _without_own_name(tool, turn))
    return {" ".join(value.split()): slot for slot, value in shown if SLOT.fullmatch(f"{{{{{slot}}}}}")}


def with_slots(text: str, known: Mapping[str, str]) -> str:
    """The text with each value of the record as its slot, longer values first; greeted and signed names as slots too."""
    for value in sorted(known, key=lambda value: (-len(value), value)):
        if value.lower() in text.lower() and (len(value) > 1 or value.isdigit()):
            text = _outside_slots(text, value, f"{{{{{known[value]}}}}}")
    text = _GREETED.sub(r"\1\2 {{customer.first_name}}", text)
    return _SIGNED.sub(r"\1 {{agent.first_name}}", text)


def _outside_slots(text: str, value: str, slot: str) -> str:
    pattern = re.compile(rf"(\{{\{{[^{{}}]*\}}\}})|(?<![\w-]){re.escape(value)}(?![\w-])", re.IGNORECASE)
    return pattern.sub(lambda match: match[1] or slot, text)


def _is_anybodys(text: str, ordinary: frozenset[str], values: Lexicon) -> bool:
    """Whether nothing in the text, outside its slots, could belong to one customer."""
    rest = SLOT.sub(" , ", text)
    if _ADDRESS.search(rest) or any(letter.isdigit() for letter in rest) or "{" in rest:
        return False
    words = words_of(rest)
    if any(word in DAYS for word in words) or values.mask(rest).values:
        return False
    return all(_is_plain(match, rest, ordinary) for match in WORD.finditer(rest))


def _is_plain(match: re.Match[str], text: str, ordinary: frozenset[str]) -> bool:
    """Words written small, words that agents write small elsewhere, and "I"."""
    word = match[0]
    if word.islower() or word in ("I", "I'm", "I'll", "I've", "I'd", "OK"):
        return True
    begins = bool(_SENTENCE.search(text[: match.start()]))
    return begins and word.lower().replace("’", "'") in ordinary


def _ordinary(conversations: Iterable[Conversation]) -> frozenset[str]:
    """Words that begin sentences everywhere, and words that agents write small in more than one conversation."""
    counts: Counter[str] = Counter()
    for conversation in conversations:
        texts = [turn.text for turn in conversation.turns if turn.speaker == "agent"]
        counts.update(
            {
                match[0].replace("’", "'")
                for text in texts
                for match in WORD.finditer(text)
                if match[0].islower()
            }
        )
    return BEGINNINGS | {word for word, count in counts.items() if count > 1}


def _values(conversations: Iterable[Conversation]) -> Lexicon:
    """Everything that a tool ever returned, but for the states of which there are few and which many customers have."""
    customers: dict[str, set[str]] = defaultdict(set)
    fields: dict[str, set[str]] = defaultdict(set)
    for conversation in conversations:
        for result in _answers(conversation):
            for _, value in plain_values(result):
                customers[_key(value)].add(conversation.customer)
            for name, value in result.items():
                many = [f"{place}" for place in range(ENUMERATION + 1)]
                fields[name].update([_key(value)] if isinstance(value, str) else many)
    states = {value for values in fields.values() if len(values) <= ENUMERATION for value in values}
    return Lexicon(
        {value: GAP for value, had in customers.items() if value and (value not in states or len(had) < MANY)}
    )


def _answers(conversation: Conversation) -> Iterator[Mapping[str, Any]]:
    tool = ""
    for turn in conversation.turns:
        if turn.speaker == "tool":
            yield _without_own_name(tool, turn)
        elif turn.speaker == "agent" and turn.action and not turn.text:
            tool = turn.action.removeprefix("query:")


def _without_own_name(tool: str, turn: Turn) -> Mapping[str, Any]:
    """The answer without a field that only repeats which tool it was."""
    return {name: value for name, value in (turn.result or {}).items() if value != tool}


def _key(value: str) -> str:
    return " ".join(words_of(value))
