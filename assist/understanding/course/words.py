"""Weighted words and pairs of words of one text: a small TF-IDF that is kept with its head and reads a line in microseconds."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from scipy import sparse

_TOKEN = re.compile(r"\w[\w']*|[!?]")


class Words:
    """The terms in a stable order with the weight of each; rarer terms weigh more."""

    def __init__(self, terms: Sequence[str], weights: NDArray[np.float64]) -> None:
        self.terms, self.weights = list(terms), weights
        self._columns = {term: i for i, term in enumerate(self.terms)}

    @classmethod
    def of(cls, texts: Sequence[str], least: int) -> Words:
        """Learns the terms that stand in `least` texts or more."""
        counts = Counter(term for text in texts for term in set(terms_of(text)))
        terms = sorted(term for term, count in counts.items() if count >= least)
        seen = np.array([counts[term] for term in terms], dtype=np.float64)
        return cls(terms, np.log((1 + len(texts)) / (1 + seen)) + 1)

    def row(self, text: str) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """The columns of the text's known terms and their weights, of length 1 together."""
        counts = Counter(self._columns[term] for term in terms_of(text) if term in self._columns)
        columns = np.fromiter(sorted(counts), dtype=np.int64, count=len(counts))
        often = np.array([counts[int(i)] for i in columns], dtype=np.float64)
        weights = (1 + np.log(often)) * self.weights[columns] if len(columns) else often
        return columns, weights / max(float(np.linalg.norm(weights)), 1e-9)

    def matrix(self, texts: Sequence[str]) -> sparse.csr_matrix:
        from scipy import sparse  # slow to import, and only training needs it

        rows = [self.row(text) for text in texts]
        ends = np.cumsum([0, *(len(columns) for columns, _ in rows)])
        columns = np.concatenate([columns for columns, _ in rows])
        weights = np.concatenate([weights for _, weights in rows])
        return sparse.csr_matrix((weights, columns, ends), shape=(len(rows), len(self.terms)))


def terms_of(text: str) -> list[str]:
    """Words, marks of question and exclamation, and pairs of neighbours."""
    words = _TOKEN.findall(text.lower())
    return words + [f"{one} {two}" for one, two in pairwise(words)]
