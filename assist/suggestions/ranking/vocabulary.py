"""Named features as columns of a matrix."""

from __future__ import annotations

from array import array
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

    def row(self, features: Mapping[str, float]) -> tuple[NDArray[np.int32], Floats]:
        """The columns and weights of one row."""
        known = [(self._columns[name], weight) for name, weight in features.items() if name in self._columns]
        columns = np.array([column for column, _ in known], dtype=np.int32)
        return columns, np.array([weight for _, weight in known], dtype=np.float32)


class Recorded:
    """The features of many rows, kept as numbers: a training has millions of them."""

    def __init__(self, rows: Iterable[Mapping[str, float]]) -> None:
        from scipy.sparse import csr_matrix

        places: dict[str, int] = {}
        columns, weights, ends = array("i"), array("f"), array("q", [0])
        for row in rows:
            columns.extend(places.setdefault(name, len(places)) for name in row)
            weights.extend(row.values())
            ends.append(len(columns))
        self._names = list(places)
        shape = (len(ends) - 1, len(places))
        parts = (
            np.frombuffer(weights, np.float32),
            np.frombuffer(columns, np.int32),
            np.frombuffer(ends, np.int64),
        )
        self._matrix = csr_matrix(parts, shape=shape)

    def part(self, rows: NDArray[Any], *, at_least: int) -> tuple[Vocabulary, Any]:
        """These rows as a sparse matrix, with the features that so many of them have, in the order of their names."""
        some = self._matrix[rows]
        counts = np.bincount(some.indices, minlength=len(self._names))
        kept = sorted(np.flatnonzero(counts >= at_least).tolist(), key=self._names.__getitem__)
        return Vocabulary([self._names[column] for column in kept]), some[:, kept].tocsr()
