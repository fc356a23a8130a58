"""How often notes of the past kept which word: counted, with each note's own share taken out while learning from it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from assist.wrapup.telling.concepts import Context, Pair, ones, pairs
from assist.wrapup.telling.wording import words

Floats = NDArray[np.float64]
WordKey = tuple[str, int]
PairKey = tuple[Pair, int]
# Words that sentences of notes are built with, and that may come more than once.
FRAME = words(
    "to the and a s for about is in but with of they it on at will that ha are by she he can her hi him "
    "an be not"
)
ALWAYS = ("«0»", "«1»", "and", "are", "is", "to", "s")
SMALL = 2.0  # imagined notes behind a rate


def times(word: str) -> int:
    """How often one note may use a word."""
    return 4 if word.startswith("«") else 3 if word in FRAME else 1


@dataclass
class Prior:
    """Counts over the notes learnt from."""

    notes: int = 0
    kept: "Counter[WordKey]" = field(default_factory=Counter)
    kept_pairs: "Counter[PairKey]" = field(default_factory=Counter)
    told: "Counter[str]" = field(default_factory=Counter)
    told_pairs: "Counter[Pair]" = field(default_factory=Counter)
    heard: "Counter[str]" = field(default_factory=Counter)

    @classmethod
    def over(cls, rows: Iterable[tuple[Context, Sequence[str]]]) -> "Prior":
        prior = cls()
        for context, note in rows:
            prior.notes += 1
            prior.kept.update(set(ones(note)))
            prior.kept_pairs.update(set(pairs(note)))
            prior.told.update(context.told.keys())
            prior.told_pairs.update(context.told_pairs.keys())
            prior.heard.update(context.first.keys())
        return prior

    def word_rows(self, context: Context, own: Sequence[str] | None = None) -> tuple[list[WordKey], Floats]:
        """For each word that a note of the conversation could use what speaks for it. `own` is its note when learning."""
        mine = frozenset(ones(own)) if own is not None else frozenset()
        keys = [(word, n) for word in _words(context) for n in range(times(word))]
        less = int(own is not None)
        return keys, np.array([self._word(context, key, key in mine, less) for key in keys])

    def _word(self, context: Context, key: WordKey, is_own: bool, less: int) -> list[float]:
        word, n = key
        turns, notes = len(context.turns), self.notes - less
        kept = self.kept[key] - is_own
        told = self.told[word] - (less if word in context.told else 0)
        heard = self.heard[word] - (less if word in context.first else 0)
        count, is_mark, first = (
            context.counts[word],
            float(word.startswith("«")),
            context.first.get(word, turns),
        )
        rarity = float(np.log(notes / (heard + 1.0) + 1e-9))
        late = any(word in words for words in context.turns[-2:])
        return [
            _odds((kept + SMALL * 0.06) / (max(told, kept) + SMALL)), float(np.log((kept + 0.3) / (notes + 1))),
            float(np.log1p(count)), float(np.log1p(context.in_turns[word])), rarity,
            float(first == 0), float(first <= 1), float(first <= 3), first / max(1, turns), float(late),
            float(len(context.speakers.get(word, ())) > 1), float(word in context.capitals), float(word.isdigit()),
            is_mark, float(n), float(np.log1p(context.told[word])), context.told[word] / max(1, context.sentences),
            float(np.log1p(len(word))), float(count == 0), float(np.log(context.size + 1)),
            100.0 * count / max(1, context.size), float(word in FRAME), n * is_mark, rarity * float(np.log1p(count)),
        ]  # fmt: skip

    def pair_rows(
        self, context: Context, chances: dict[WordKey, float], own: Sequence[str] | None = None
    ) -> tuple[list[PairKey], Floats]:
        """The same for pairs of words, given the chances of the words."""
        mine = frozenset(pairs(own)) if own is not None else frozenset()
        keys = [
            (p, n) for p in context.told_pairs for n in range(2 if p[0][0] == "«" or p[1][0] == "«" else 1)
        ]
        less = int(own is not None)
        return keys, np.array([self._pair(context, key, chances, key in mine, less) for key in keys])

    def _pair(
        self, context: Context, key: PairKey, chances: dict[WordKey, float], is_own: bool, less: int
    ) -> list[float]:
        (left, right), n = key
        kept, told = self.kept_pairs[key] - is_own, self.told_pairs[key[0]] - less
        a, b = (max(chances.get((word, 0), 0.01), 1e-3) for word in key[0])
        spoken = context.pairs[key[0]]
        first = min(context.first.get(left, 99), context.first.get(right, 99))
        return [
            _odds((kept + SMALL * 0.02) / (max(told, kept) + SMALL)), float(np.log((kept + 0.1) / (self.notes - less + 1))),
            float(np.log(a)), float(np.log(b)), float(np.log(min(a, b))), float(np.log(a * b)),
            float(np.log1p(spoken)), float(spoken > 0), float(np.log1p(context.told_pairs[key[0]])),
            float(left[0] == "«"), float(right[0] == "«"), float(left in FRAME), float(right in FRAME), float(n),
            float(first <= 1), float(np.log1p(max(told, 0))),
        ]  # fmt: skip


def _words(context: Context) -> list[str]:
    return sorted({*context.told, *ALWAYS})


def _odds(rate: float) -> float:
    held = min(0.98, max(0.001, rate))
    return float(np.log(held / (1 - held)))
