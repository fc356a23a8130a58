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
_GREETED = re.compile(
    r"\b([Hh]i|[Hh]ello|[Dd]ear|[Hh]ey|[Tt]hanks|[Tt]hank you|[Ww]elcome)(,?) [A-Z][a-z]+\b(?! [A-Z])"
)
_SIGNED = re.compile(r"\b([Mm]y name is|[Tt]his is|I am|I'm) [A-Z][a-z]+\b")
_ADDRESS = re.compile(r"@|https?:|www\.|[\[\]<>]")
_SENTENCE = re.compile(r"(?:^|[.!?:;\n]\s*|[\"'(“‘]\s*)$")


@dataclass(frozen=True)
class Solved:
    """A reply with slots, the same without values (`key`), how often it was sent, to how many customers, in which tasks."""

    text: str
    key: str
    times: int
    customers: int
    tasks: tuple[str, ...]

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> Solved:
        return cls(row["text"], row["key"], row["times"], row["customers"], tuple(row["tasks"]))

    def as_row(self) -> dict[str, Any]:
        return asdict(self)


def solved_replies(conversations: Sequence[Conversation], lexicon: Lexicon) -> tuple[Solved, ...]:
    """The replies that may be said again, the most frequent first."""
    ordinary, values = _ordinary(conversations), _values(conversations)
    found: dict[str, list[tuple[str, Conversation]]] = defaultdict(list)
    for conversation in conversations:
        for text, slotted in _replies(conversation):
            if _is_anybodys(slotted, ordinary, values):
                found[lexicon.mask(text).key].append((slotted, conversation))
    kept = [_solved(key, uses) for key, uses in found.items() if len(_customers(uses)) >= CUSTOMERS]
    return tuple(sorted(kept, key=lambda each: (-each.times, each.key)))


def _solved(key: str, uses: Sequence[tuple[str, Conversation]]) -> Solved:
    wordings = Counter(text for text, _ in uses)
    text = min(wordings, key=lambda wording: (-wordings[wording], wording))
    tasks = Counter(task for _, conversation in uses for task in conversation.tasks)
    named = tuple(task for task, count in sorted(tasks.items()) if count >= CUSTOMERS)
    return Solved(text, key, len(uses), len(_customers(uses)), named)


def _customers(uses: Iterable[tuple[str, Conversation]]) -> set[str]:
    return {conversation.customer for _, conversation in uses}


def _replies(conversation: Conversation) -> Iterator[tuple[str, str]]:
    """Each reply as it was and with slots; the values are those returned before it, the newest first."""
    known: dict[str, str] = {}
    tool = ""
    for turn in conversation.turns:
        if turn.speaker == "tool":
            known = {**_known(tool, turn), **known}
        elif turn.speaker == "agent" and turn.action:
            tool = turn.action.removeprefix("query:")
        if turn.speaker == "agent" and SHORTEST <= len(turn.text.split()) <= LONGEST:
            yield turn.text, with_slots(" ".join(turn.text.split()), known)


def _known(tool: str, turn: Turn) -> dict[str, str]:
    """Slots by value, in words and as the tool wrote them."""
    shown = slots_of(tool, turn.result)
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
    """Words that agents write small in more than one conversation."""
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
    return frozenset(word for word, count in counts.items() if count > 1)


def _values(conversations: Iterable[Conversation]) -> Lexicon:
    """Everything that a tool ever returned, but for the states of which there are few and which many customers have."""
    customers: dict[str, set[str]] = defaultdict(set)
    fields: dict[str, set[str]] = defaultdict(set)
    for conversation in conversations:
        for turn in conversation.turns:
            result = turn.result if turn.speaker == "tool" else None
            for _, value in plain_values(result):
                customers[" ".join(words_of(value))].add(conversation.customer)
            for name, value in (result or {}).items():
                fields[name].update(
                    [" ".join(words_of(value))]
                    if isinstance(value, str)
                    else [f"{place}" for place in range(ENUMERATION + 1)]
                )
    states = {value for values in fields.values() if len(values) <= ENUMERATION for value in values}
    return Lexicon(
        {value: GAP for value, had in customers.items() if value and (value not in states or len(had) < MANY)}
    )
