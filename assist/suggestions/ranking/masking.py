"""Taking the values of one case out of a text: "Your room is 114" and "Your room is 9" become the same reply.

What a value is, is learned from what tools returned, besides everything with a digit and the names of days.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from assist.registry.conversations import Conversation

WORD = re.compile(r"[-+]?[$£€]?\w*\d(?:[\w.,:/-]*\w)?|[^\W_]+(?:['’][^\W_]+)*|_{2,}")
HALVES = frozenset({"am", "pm"})
DAYS = frozenset(
    [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "today",
        "tomorrow",
        "tonight",
        "yesterday",
    ]
)
LONG = 4  # so many words make a value a text of its own, told by the name of its field
SEEN = 2  # a value of one result alone may be anything
QUOTES = ("'", '"', "‘", "“")
LONGEST = 80  # words of a value that is looked for
GAP = "#"


@dataclass(frozen=True)
class Masked:
    """A text without its values: `key` is the same for replies that differ in values alone."""

    key: str
    values: tuple[str, ...]


def words_of(text: str) -> tuple[str, ...]:
    """The words of the text in lower case; figures keep their sign and unit."""
    return tuple(word.replace("’", "'").lower() for word in WORD.findall(text))


def plain_values(result: Mapping[str, Any] | None) -> Iterator[tuple[str, str]]:
    """The plain values of a tool's answer with the name of their field; yes and no are no values of a text."""
    for name, value in (result or {}).items():
        yield from _flat(str(name), value)


def _flat(name: str, value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping):
        yield from plain_values(value)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _flat(name, each)
    elif value not in (None, "") and not isinstance(value, bool):
        yield name, str(value)


class Lexicon:
    """The values that were seen, by their words."""

    def __init__(self, values: Mapping[str, str]) -> None:
        self.values = dict(values)
        self._longest: dict[str, int] = {}
        for value in self.values:
            words = value.split(" ")
            self._longest[words[0]] = max(self._longest.get(words[0], 0), len(words))
        self.mask = lru_cache(maxsize=20_000)(self._mask)

    @classmethod
    def learned(cls, conversations: Sequence[Conversation]) -> Lexicon:
        """The values of the tools' answers that agents repeat as values, not as words of the language."""
        counts: Counter[str] = Counter()
        fields: dict[str, str] = {}
        for name, value in _returned(conversations):
            words = words_of(value)
            key = " ".join(words)
            if words and len(words) <= LONGEST and any(letter.isalpha() for letter in key):
                counts[key] += 1
                fields.setdefault(key, f"{{{name.lower()}}}" if len(words) >= LONG else GAP)
        ordinary = _ordinary_words(conversations)
        return cls(
            {key: fields[key] for key in sorted(fields) if counts[key] >= SEEN and key not in ordinary}
        )

    def _mask(self, text: str) -> Masked:
        words, key, values, at = words_of(text), [], [], 0
        while at < len(words):
            length, sign = self._value_at(words, at)
            if length:
                values.append(" ".join(words[at : at + length]))
            key.append(sign or words[at])
            at += length or 1
        return Masked(" ".join(key), tuple(values))

    def _value_at(self, words: tuple[str, ...], at: int) -> tuple[int, str]:
        """How many words from here are a value, and the sign that stands for it; 0 where none begins."""
        for length in range(min(self._longest.get(words[at], 0), len(words) - at), 0, -1):
            sign = self.values.get(" ".join(words[at : at + length]))
            if sign:
                return length, sign
        if any(letter.isdigit() for letter in words[at]):
            return (2 if words[at + 1 : at + 2] and words[at + 1] in HALVES else 1), GAP
        return (1, GAP) if words[at] in DAYS else (0, "")


def _returned(conversations: Iterable[Conversation]) -> Iterator[tuple[str, str]]:
    for conversation in conversations:
        for turn in conversation.turns:
            if turn.speaker == "tool":
                yield from plain_values(turn.result)


def _ordinary_words(conversations: Iterable[Conversation]) -> frozenset[str]:
    """Words that agents mostly write small and without quotes: a status "available" is no value of a text."""
    plain: Counter[str] = Counter()
    written: Counter[str] = Counter()
    texts = {turn.text for each in conversations for turn in each.turns if turn.speaker == "agent"}
    for text in texts:
        for match in WORD.finditer(text):
            word = match[0].lower()
            written[word] += 1
            plain[word] += match[0].islower() and text[match.start() - 1 : match.start()] not in QUOTES
    return frozenset(word for word in written if plain[word] * 2 > written[word])
