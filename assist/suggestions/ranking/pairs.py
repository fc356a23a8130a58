"""What only the pair of a conversation and a reply can tell, as a row of numbers for the ranker."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from assist.registry.conversations import Turn
from assist.suggestions.ranking.masking import Lexicon, Masked, plain_values, words_of
from assist.suggestions.ranking.vocabulary import Floats

NAMES = (
    "fit", "new_reply", "wording", "often",
    "has_values", "unknown_value", "unknown_values", "told", "told_values", "told_now", "untold_now",
    "elsewhere", "elsewhere_values", "bare_now", "said", "said_times", "said_alike", "said_last", "said_last_alike",
    "words_of_customer", "length",
)  # fmt: skip
MOST = 3  # repetitions beyond it tell no more


class Ground:
    """What a conversation holds that a reply's values can be compared with."""

    def __init__(self, turns: Sequence[Turn], lexicon: Lexicon) -> None:
        results = [turn for turn in turns if turn.speaker == "tool"]
        said = [turn.text for turn in turns if turn.speaker == "agent" and turn.text]
        heard = [turn.text for turn in turns if turn.speaker == "customer"]
        self.is_told_now = bool(turns) and turns[-1].speaker == "tool"
        self.last = _returned(results[-1:])
        self.returned = _returned(results)
        self.spoken = "".join(_padded(turn.text) for turn in turns)
        self.texts = Counter(said)
        self.keys = Counter(lexicon.mask(text).key for text in said)
        self.last_text = said[-1] if said else None
        self.last_key = lexicon.mask(said[-1]).key if said else None
        self.question = frozenset(words_of(heard[-1])) if heard else frozenset()

    def row(self, text: str, masked: Masked) -> list[float]:
        """The numbers of NAMES from "has_values" on."""
        return [*self._values(masked), *self._repetition(text, masked), *self._wording(text)]

    def _values(self, masked: Masked) -> list[float]:
        padded = [f" {value} " for value in masked.values]
        told = sum(value in self.last for value in padded)
        unknown = sum(value not in self.returned and value not in self.spoken for value in padded)
        untold = len(padded) - told
        elsewhere = 0 if unknown else untold
        now = self.is_told_now
        return [
            bool(padded), bool(unknown), min(unknown, MOST), bool(told), min(told, 2 * MOST), now and bool(told),
            now and bool(untold), bool(elsewhere), min(elsewhere, MOST), now and not padded,
        ]  # fmt: skip

    def _repetition(self, text: str, masked: Masked) -> list[float]:
        times = self.texts[text]
        return [
            bool(times), min(times, MOST), bool(self.keys[masked.key]), text == self.last_text,
            masked.key == self.last_key,
        ]  # fmt: skip

    def _wording(self, text: str) -> list[float]:
        words = set(words_of(text))
        return [len(words & self.question) / max(len(words), 1), len(words) / 20]


def rows_of(ground: Ground, texts: Sequence[str], maskeds: Sequence[Masked], known: Floats) -> Floats:
    """One row a reply; `known` are the columns before "has_values"."""
    rows = np.array([ground.row(*pair) for pair in zip(texts, maskeds, strict=True)], dtype=np.float32)
    return np.concatenate([known, rows], axis=1)


def _padded(text: str) -> str:
    return f" {' '.join(words_of(text))} "


def _returned(results: Sequence[Turn]) -> str:
    return "".join(_padded(value) for turn in results for _, value in plain_values(turn.result))
