"""How well each passage of a shelf meets each need: by meaning and by words. Pure, numbers only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from assist.knowledge.rules import Score, mixed
from assist.knowledge.shelf import Flags, Floats, Numbers, Shelf
from assist.knowledge.words import telling_words

TELLING = 2.5  # words that together weigh less than this tell too little to count in full


@dataclass(frozen=True, eq=False)
class WordMatch:
    """Needs and passages by the stems that both could have.

    `asked` has the weight of each stem of each need, `held` what BM25 gives a passage for holding it, `own` 1 where it
    stands in the passage itself. Stems that no passage holds count in `whole` only: they were not answered.
    """

    asked: Floats
    held: Floats
    own: Floats
    whole: Floats
    is_known: Flags  # of each need: every telling word stands somewhere

    @property
    def bm25(self) -> Floats:
        """Needs by passages, absolute: a need of many rare words can reach more than one of few common words."""
        scores: Floats = self.asked @ self.held.T
        return scores


@dataclass(frozen=True, eq=False)
class Evidence:
    """The needs whose meaning was compared, by passages.

    `dense` and `titles` are cosines with the passage and with its article's title. `own` and `lead` are the shares of
    the need's words, by weight, that stand in the passage itself, and in its title or synonyms only.
    """

    dense: Floats
    titles: Floats
    own: Floats
    lead: Floats
    has_all: Flags

    def score(
        self, need: int, place: int, *, exact: bool, intent: int, is_opening: bool, sentence: float
    ) -> Score:
        """The parts of one passage's score for one need."""
        return Score(
            dense=max(0.0, float(self.dense[need, place])),
            title=max(0.0, float(self.titles[need, place])),
            words=float(self.own[need, place]),
            has_all_words=bool(self.has_all[need, place]),
            exact=exact,
            intent=intent,
            lead_words=float(self.lead[need, place]),
            is_opening=is_opening,
            sentence=sentence,
        )

    def totals(self, intents: Floats, openings: Floats) -> Floats:
        """Every score's total at once, without what exact codes add."""
        dense, titles = np.maximum(self.dense, 0), np.maximum(self.titles, 0)
        totals: Floats = mixed(dense, titles, self.own, self.has_all, intents, self.lead, openings)
        return totals


def match_words(shelf: Shelf, needs: Sequence[str], weights: Mapping[str, float]) -> WordMatch:
    """The words of the needs against those of the passages, by the weight of each stem in the library."""
    told = [telling_words(need) for need in needs]
    known = shelf.known(sorted(set().union(*told)))
    place = {stem: n for n, stem in enumerate(known)}
    asked = np.zeros((len(needs), len(known)), dtype=np.float32)
    for row, stems in enumerate(told):
        for stem in stems & place.keys():
            asked[row, place[stem]] = weights[stem]
    held, own = shelf.columns(known)
    whole = np.array([max(sum(weights[stem] for stem in stems), TELLING) for stems in told], dtype=np.float32)
    is_known = np.array([bool(stems) and stems <= place.keys() for stems in told], dtype=bool)
    return WordMatch(asked, held, own, whole, is_known)


def evidence_of(shelf: Shelf, match: WordMatch, rows: Numbers, vectors: Floats) -> Evidence:
    """The evidence for these rows of the needs, whose vectors are given in the same order."""
    asked, whole = match.asked[rows], match.whole[rows][:, None]
    present = (match.held > 0).astype(np.float32)
    wanted = (asked > 0).astype(np.float32)
    found = asked @ match.own.T
    lead: Floats = np.asarray((asked @ present.T - found) / whole, dtype=np.float32)
    has_all = match.is_known[rows][:, None] & (wanted @ present.T >= wanted.sum(axis=1)[:, None])
    return Evidence(
        dense=vectors @ shelf.meanings.T,
        titles=vectors @ shelf.titles.T,
        own=found / whole,
        lead=lead,
        has_all=has_all,
    )
