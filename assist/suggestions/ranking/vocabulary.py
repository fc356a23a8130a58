"""Named features as columns of a matrix."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


class Vocabulary:
    """The features that were seen often enough, each with its column; others are left out."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names = list(names)
        self._columns = {name: column for column, name in enumerate(self.names)}

    def __len__(self) -> int:
        return len(self.names)

    @classmethod
    def of(cls, rows: Iterable[Mapping[str, float]], *, at_least: int) -> Vocabulary:
        counts: Counter[str] = Counter()
        for row in rows:
            counts.update(row.keys())
        return cls(sorted(name for name, count in counts.items() if count >= at_least))

    def row(self, features: Mapping[str, float]) -> tuple[NDArray[np.int32], Floats]:
        """The columns and weights of one row."""
        known = [(self._columns[name], weight) for name, weight in features.items() if name in self._columns]
        columns = np.array([column for column, _ in known], dtype=np.int32)
        return columns, np.array([weight for _, weight in known], dtype=np.float32)

    def matrix(self, rows: Sequence[Mapping[str, float]]) -> Any:
        """The rows as a sparse matrix (scipy, loaded only where something is trained)."""
        from scipy.sparse import csr_matrix

        parts = [self.row(row) for row in rows]
        ends = np.cumsum([0, *(len(columns) for columns, _ in parts)])
        columns = np.concatenate([columns for columns, _ in parts]) if parts else np.zeros(0, np.int32)
        weights = np.concatenate([weights for _, weights in parts]) if parts else np.zeros(0, np.float32)
        return csr_matrix((weights, columns, ends), shape=(len(parts), len(self)))
