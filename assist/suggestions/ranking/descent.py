"""Two ways down a slope: Adam for dense weights, Adagrad by rows for tables of which a step touches little."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from assist.suggestions.ranking.vocabulary import Floats

FIRST, SECOND, TINY = 0.9, 0.99, 1e-8
START = 1e-3  # what a row's squared slopes begin with


class Dense:
    """A small weight matrix; every step moves all of it (Adam with decay of the weights)."""

    def __init__(self, values: NDArray[Any], *, rate: float = 1e-3, decay: float = 0.0) -> None:
        self.values: Floats = values.astype(np.float32)
        self._mean, self._square = np.zeros_like(self.values), np.zeros_like(self.values)
        self._rate, self._decay, self._steps = rate, decay, 0

    def step(self, slope: Floats, pace: float) -> None:
        """One step down; `pace` from 1 to 0 over the training."""
        self._steps += 1
        self._mean += (1 - FIRST) * (slope - self._mean)
        self._square += (1 - SECOND) * (slope * slope - self._square)
        mean = self._mean / (1 - FIRST**self._steps)
        square = self._square / (1 - SECOND**self._steps)
        self.values -= pace * self._rate * (mean / (np.sqrt(square) + TINY) + self._decay * self.values)


class Table:
    """A large table of rows; a step moves only the rows that it names (Adagrad, one rate a row)."""

    def __init__(self, values: NDArray[Any], *, rate: float = 0.05) -> None:
        self.values: Floats = values.astype(np.float32)
        self._square = np.full(len(self.values), START, dtype=np.float32)
        self._rate = rate

    def step(self, slope: Floats, pace: float, rows: NDArray[Any] | slice = slice(None)) -> None:
        """One step down for the rows, whose slopes are given in the same order."""
        if not len(slope):
            return
        wide = slope.reshape(len(slope), -1)
        self._square[rows] += np.einsum("ij,ij->i", wide, wide) / wide.shape[1]
        moved = pace * self._rate * wide / np.sqrt(self._square[rows])[:, None]
        self.values[rows] -= moved.reshape(slope.shape)
