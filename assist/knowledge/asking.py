"""One question as numbers: what it needs, the passages it is asked of, and the evidence for each of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from assist.knowledge.evidence import Evidence, WordMatch, evidence_of, match_words
from assist.knowledge.fusion import strongest
from assist.knowledge.library import readings_of, stock, whole_shelf
from assist.knowledge.lookup import Reader, pool_of
from assist.knowledge.needs import needs_of
from assist.knowledge.rules import USUAL_LIKENESS, Score
from assist.knowledge.shelf import Floats, Numbers, Shelf, rarity
from assist.knowledge.vocabulary import vocabulary_of
from assist.knowledge.words import exact_ids, stem, telling_words, whole_words
from assist.providers.embeddings import embed

CONTEXT_WEIGHT = 0.25
LEANS_WITHIN = 2  # a question with so few telling words leans on what was said before
EMBEDDED_WORDS = 120  # of a long text: its strongest needs, as many as fit
FIRST_NEEDS, FIRST_WORDS = (
    5,
    80,
)  # of a long text asked of a large library: needs compared by meaning, and their words
WORDS_OF_NEEDS = 20  # needs whose words are looked up there
EARLIER_TURNS = 3
FADES = 0.6  # how much less each turn before counts


@dataclass(frozen=True, eq=False)
class Asked:
    """A question beside the shelf: the needs that were compared by meaning, and what the words of all of them say."""

    text: str
    needs: list[str]
    vectors: Floats
    shelf: Shelf
    evidence: Evidence
    bm25: Floats
    earlier: Floats  # for each passage, how near it is to what was said before; 0 without

    @property
    def is_long(self) -> bool:
        return len(self.bm25) > 1

    @cached_property
    def ids(self) -> set[str]:
        return set(exact_ids(self.text))

    def score(self, need: int, passage: int, intent: str) -> Score:
        """How one passage meets one need."""
        reading = self.shelf.readings[passage]
        return self.evidence.score(
            need, passage, exact=not self.ids.isdisjoint(reading.ids), intent=reading.fit(intent),
            is_opening=reading.is_opening, sentence=self.nearest(need, passage),
        )  # fmt: skip

    def nearest(self, need: int, passage: int) -> float:
        """How near the passage's nearest sentence is to the need."""
        return max(self.shelf.readings[passage].likeness(self.vectors[need]), default=USUAL_LIKENESS)


def ask(text: str, before: Sequence[str], reader: Reader, intent: str) -> Asked | None:
    """The question with its evidence; None when it says nothing or there is nothing to read."""
    needs = needs_of(text)
    now = stock()
    if not needs or not now.count:
        return None
    if now.is_small:
        shelf = whole_shelf(now, reader.audience, reader.language, reader.day)
        return _beside(shelf, text, needs, before) if len(shelf) else None
    vocabulary = vocabulary_of(now)
    weights = rarity(now.count, vocabulary.passages_with(whole_words(text)))
    order = _rarest_first(needs, weights)
    rows = np.sort(_within(order[:FIRST_NEEDS], needs, FIRST_WORDS))
    vectors = _vectors([needs[row] for row in rows], before)
    told = [needs[row] for row in order[:WORDS_OF_NEEDS]]
    keys = pool_of(reader, told, vectors, vocabulary, text=text, intent=intent)
    shelf = Shelf(readings_of(keys))
    if not len(shelf):
        return None
    return _asked(shelf, text, needs, rows, vectors, match_words(shelf, needs, weights), before)


def _beside(shelf: Shelf, text: str, needs: list[str], before: Sequence[str]) -> Asked:
    weights = rarity(len(shelf), shelf.passages_with(sorted(telling_words(" ".join(needs)))))
    match = match_words(shelf, needs, weights)
    rows = strongest(match.bm25, needs, EMBEDDED_WORDS)
    return _asked(shelf, text, needs, rows, _vectors([needs[row] for row in rows], before), match, before)


def _asked(
    shelf: Shelf, text: str, needs: list[str], rows: Numbers, vectors: Floats, match: WordMatch,
    before: Sequence[str],
) -> Asked:  # fmt: skip
    evidence = evidence_of(shelf, match, rows, vectors)
    compared = [needs[row] for row in rows]
    return Asked(text, compared, vectors, shelf, evidence, match.bm25, _earlier(shelf, before))


def _rarest_first(needs: Sequence[str], weights: Mapping[str, float]) -> Numbers:
    told = [sum(weights.get(stem(word), 0.0) for word in set(whole_words(need))) for need in needs]
    return np.argsort(-np.array(told), kind="stable")


def _within(rows: Numbers, needs: Sequence[str], words: int) -> Numbers:
    """The first of the rows whose needs have so many words together; one at least."""
    lengths = np.cumsum([len(needs[row].split()) for row in rows])
    return rows[: max(1, int((lengths <= words).sum()))]


def _vectors(needs: Sequence[str], before: Sequence[str]) -> Floats:
    """A row for each need. One by one: sentences of unlike length side by side cost their padding."""
    if len(needs) == 1:
        return _meaning(needs[0], before)[None, :]
    return np.stack([embed([need])[0] for need in needs])


def _meaning(text: str, before: Sequence[str]) -> Floats:
    """A short question leans on what was said last."""
    own: Floats = embed([text])[0]
    if not before or len(telling_words(text)) > LEANS_WITHIN:
        return own
    mixed = (1 - CONTEXT_WEIGHT) * own + CONTEXT_WEIGHT * embed([before[-1]])[0]
    return np.asarray(mixed / np.linalg.norm(mixed), dtype=np.float32)


def _earlier(shelf: Shelf, before: Sequence[str]) -> Floats:
    """The latest turn counts most. Each was embedded when it was said, so this costs next to nothing."""
    near = np.zeros(len(shelf), dtype=np.float32)
    for back, said in enumerate(reversed(before[-EARLIER_TURNS:])):
        near = np.maximum(near, FADES**back * (shelf.meanings @ embed([said])[0]))
    return near
