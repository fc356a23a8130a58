"""The words and parts of words of a text, and how much each tells: TF-IDF over the texts that a model was fitted on."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]

SHORTEST_PART, LONGEST_PART = 2, 5
_TOKEN = re.compile(r"\b\w[\w']*\b|[!?]")


def words_of(text: str) -> list[str]:
    """Words, question and exclamation marks, and each two that stand side by side."""
    tokens = _TOKEN.findall(text.lower())
    return tokens + [f"{first} {second}" for first, second in pairwise(tokens)]


def parts_of(text: str) -> Iterator[str]:
    """Runs of two to five letters within each word, whose edges count as a space."""
    for word in text.lower().split():
        edged = f" {word} "
        for size in range(SHORTEST_PART, LONGEST_PART + 1):
            for start in range(max(1, len(edged) - size + 1)):
                yield edged[start : start + size]
            if len(edged) <= size:
                break


ANALYSERS = (words_of, parts_of)


class TermWeights:
    """The weights of one text's terms, as scikit-learn's TfidfVectorizer gives them (sublinear, of length 1 for each analyser).

    It checks and wraps what it is given for each call, which for one short message is nearly all of its work, and it
    takes a second to import; a worker that reads turns needs neither.
    """

    def __init__(self, terms: Sequence[Mapping[str, int]], rarities: Sequence[Vectors], share: float) -> None:
        """For each analyser its terms with their places and their idf; `share` is the square of a text's length."""
        self._terms = terms
        self._rarities = [rarity.astype(np.float32) for rarity in rarities]
        self._share = share

    @property
    def count(self) -> int:
        return sum(len(rarity) for rarity in self._rarities)

    def of(self, text: str) -> tuple[list[int], Vectors]:
        """The places of the terms that are known, and their weights."""
        places: list[int] = []
        weights: list[Vectors] = [np.empty(0, dtype=np.float32)]
        first = 0
        for analyse, terms, rarity in zip(ANALYSERS, self._terms, self._rarities, strict=True):
            counts = Counter(place for term in analyse(text) if (place := terms.get(term)) is not None)
            if counts:
                found = np.log(np.array(list(counts.values()), dtype=np.float32)) + 1
                found *= rarity[list(counts)]
                found /= np.sqrt(np.square(found, dtype=np.float64).sum())
                places += [first + place for place in counts]
                weights.append(rounded(found * self._share**0.5))
            first += len(rarity)
        return places, np.concatenate(weights)

    def to_arrays(self) -> dict[str, Any]:
        return {
            **{f"terms_{i}": _joined(terms) for i, terms in enumerate(self._terms)},
            **{f"idf_{i}": rarity for i, rarity in enumerate(self._rarities)},
        }

    @classmethod
    def from_arrays(cls, arrays: Any, share: float) -> TermWeights:
        texts = [bytes(arrays[f"terms_{i}"]).decode().split("\n") for i in range(len(ANALYSERS))]
        terms = [{term: place for place, term in enumerate(text)} for text in texts]
        return cls(terms, [arrays[f"idf_{i}"] for i in range(len(ANALYSERS))], share)


def rounded(weights: Vectors) -> Vectors:
    """As an artefact keeps them."""
    kept: Vectors = weights.astype(np.float16).astype(np.float32)
    return kept


def _joined(terms: Mapping[str, int]) -> NDArray[np.uint8]:
    return np.frombuffer("\n".join(sorted(terms, key=terms.__getitem__)).encode(), dtype=np.uint8)
