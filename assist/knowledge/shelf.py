"""Passages as the scoring needs them: numbers in arrays, made once a passage and kept in the process.

A published passage never changes (publishing anew makes new ones), so what was read of it stays true under its key.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from assist.knowledge.words import all_terms

K1, B, USUAL_LENGTH = 1.2, 0.75, 60.0
LEAD_COUNTS = 2  # a word of the title or the synonyms counts like so many in the text

Floats = NDArray[np.float32]
Flags = NDArray[np.bool_]
Numbers = NDArray[np.int64]

_NUMBERS: dict[str, int] = {}  # of every stem that stands in a passage; grows with the library's vocabulary


@dataclass(frozen=True, eq=False)
class Reading:
    """One passage: whose it is, who may read it when, and its meaning and words as numbers."""

    pk: int
    article_id: int
    anchor: str  # of the section, within its article
    audience: str
    language: str
    first_day: date
    last_day: date
    intents: frozenset[str]
    ids: frozenset[str]
    is_opening: bool
    is_internal: bool
    meaning: Floats
    title: Floats  # the meaning of the article's title
    sentences: NDArray[np.float16]  # the meaning of each sentence, a row each
    terms: Numbers
    weights: Floats  # of each term, BM25's part that does not depend on the library
    is_own: Flags  # stands in the section itself, not only in its title or synonyms

    def likeness(self, meaning: Floats) -> list[float]:
        """How near each sentence is to a meaning."""
        near: list[float] = (self.sentences.astype(np.float32) @ meaning).tolist()
        return near

    def fit(self, intent: str) -> int:
        """1 when the article is written for the intent, -1 when only for others, 0 when that is not known."""
        if not intent or not self.intents:
            return 0
        return 1 if intent in self.intents else -1


def number_terms(lead: str, own: str) -> tuple[Numbers, Floats, Flags]:
    """The terms of a passage as numbers, the weight of each, and which stand in its own text."""
    counts, led = Counter(all_terms(own)), Counter(all_terms(lead))
    total: Counter[str] = Counter(counts)
    for term in led:
        total[term] += LEAD_COUNTS
    length = K1 * (1 - B + B * sum(counts.values()) / USUAL_LENGTH)
    terms = np.array([_NUMBERS.setdefault(term, len(_NUMBERS)) for term in total], dtype=np.int64)
    often = np.array(list(total.values()), dtype=np.float32)
    return terms, often * (K1 + 1) / (often + length), np.array([t in counts for t in total], dtype=bool)


class Shelf:
    """Several passages side by side, those of one article together."""

    def __init__(self, readings: Sequence[Reading]) -> None:
        self.readings = sorted(readings, key=lambda reading: (reading.article_id, reading.pk))
        self.count = len(self.readings)

    def __len__(self) -> int:
        return self.count

    @cached_property
    def meanings(self) -> Floats:
        return np.stack([reading.meaning for reading in self.readings])

    @cached_property
    def titles(self) -> Floats:
        return np.stack([reading.title for reading in self.readings])

    @cached_property
    def articles(self) -> Numbers:
        return np.array([reading.article_id for reading in self.readings], dtype=np.int64)

    @cached_property
    def starts(self) -> Numbers:
        """Where each article's passages begin."""
        return np.flatnonzero(np.diff(self.articles, prepend=-1))

    @cached_property
    def openings(self) -> Floats:
        """1 for the lines above an article's first heading."""
        return np.array([reading.is_opening for reading in self.readings], dtype=np.float32)

    @cached_property
    def internal(self) -> Floats:
        """1 for what agents alone may read."""
        return np.array([reading.is_internal for reading in self.readings], dtype=np.float32)

    def holding(self, ids: set[str]) -> Floats:
        """1 for the passages of articles that one of these codes names."""
        return np.array([not ids.isdisjoint(reading.ids) for reading in self.readings], dtype=np.float32)

    def fits(self, intent: str) -> Floats:
        """How each passage stands to the case's intent, see `Reading.fit`."""
        if not intent:
            return np.zeros(self.count, dtype=np.float32)
        return np.array([reading.fit(intent) for reading in self.readings], dtype=np.float32)

    @cached_property
    def _terms(self) -> Numbers:
        return np.concatenate([reading.terms for reading in self.readings])

    @cached_property
    def _weights(self) -> Floats:
        return np.concatenate([reading.weights for reading in self.readings])

    @cached_property
    def _is_own(self) -> Flags:
        return np.concatenate([reading.is_own for reading in self.readings])

    @cached_property
    def _rows(self) -> Numbers:
        return np.repeat(np.arange(self.count), [len(reading.terms) for reading in self.readings])

    @cached_property
    def _shared(self) -> Numbers:
        """How many passages each term stands in."""
        return np.bincount(self._terms, minlength=len(_NUMBERS))

    def passages_with(self, stems: Sequence[str]) -> dict[str, int]:
        """In how many of the passages each stem stands."""
        known = {stem: _NUMBERS.get(stem, -1) for stem in stems}
        return {
            stem: int(self._shared[number]) if 0 <= number < len(self._shared) else 0
            for stem, number in known.items()
        }

    def known(self, stems: Sequence[str]) -> list[str]:
        """Those of the stems that some passage of the shelf holds."""
        return [stem for stem, held in self.passages_with(stems).items() if held]

    def columns(self, stems: Sequence[str]) -> tuple[Floats, Floats]:
        """Passages by known stems: BM25's weight of the stem there, and 1 where it stands in the passage's own text."""
        column = np.full(len(_NUMBERS), -1, dtype=np.int64)
        column[[_NUMBERS[stem] for stem in stems]] = np.arange(len(stems))
        places = column[self._terms]
        here = places >= 0
        weights = np.zeros((self.count, len(stems)), dtype=np.float32)
        own = np.zeros_like(weights)
        weights[self._rows[here], places[here]] = self._weights[here]
        own[self._rows[here], places[here]] = self._is_own[here]
        return weights, own

    def allowed(self, audiences: Sequence[str], language: str, day: date) -> Flags:
        """Which of the passages this reader may see that day."""
        return np.array(
            [
                reading.audience in audiences
                and reading.language == language
                and reading.first_day <= day <= reading.last_day
                for reading in self.readings
            ],
            dtype=bool,
        )

    def only(self, flags: Flags) -> Shelf:
        """The shelf with these passages alone; itself when that is all."""
        if flags.all():
            return self
        return Shelf([reading for reading, flag in zip(self.readings, flags, strict=True) if flag])


def rarity(count: int, holding: Mapping[str, int]) -> dict[str, float]:
    """How much each word tells, by how few of `count` passages hold it. One that none holds tells most."""
    return {word: float(np.log((count + 1.5) / (held + 0.5))) for word, held in holding.items()}
