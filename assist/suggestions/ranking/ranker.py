"""Weighing what is known of each reply in a list against the others: a small network under one softmax a list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from assist.suggestions.ranking.descent import Dense
from assist.suggestions.ranking.vocabulary import Floats

HIDDEN, EPOCHS, LISTS = 24, 24, 64
RATE, DECAY = 3e-3, 1e-3


@dataclass(frozen=True)
class Ranker:
    """The trained weights: a straight part, and a bent one for what counts only together."""

    mean: Floats
    scale: Floats
    straight: Floats
    into: Floats
    bias: Floats
    out: Floats

    def scores(self, rows: Floats) -> Floats:
        """One score a row, comparable within the list alone."""
        even = (rows - self.mean) / self.scale
        scores = np.maximum(even @ self.into + self.bias, 0) @ self.out + even @ self.straight
        return scores.astype(np.float32)

    def arrays(self) -> dict[str, Floats]:
        return {f"ranker_{field.name}": getattr(self, field.name) for field in fields(self)}

    @classmethod
    def of(cls, arrays: Mapping[str, Floats]) -> Ranker:
        return cls(**{field.name: arrays[f"ranker_{field.name}"] for field in fields(cls)})

    @classmethod
    def learned(cls, lists: Floats, answers: NDArray[np.int64], *, seed: int) -> Ranker:
        """From lists of rows (lists x replies x numbers) and the place of the right reply in each."""
        flat = lists.reshape(-1, lists.shape[2])
        mean, scale = flat.mean(axis=0), flat.std(axis=0) + np.float32(1e-6)
        return _Training((lists - mean) / scale, answers, seed).run(mean, scale)


class _Training:
    def __init__(self, lists: Floats, answers: NDArray[np.int64], seed: int) -> None:
        self.lists, self.answers = lists, answers
        self.random = np.random.default_rng(seed)
        width = lists.shape[2]
        self.straight = Dense(np.zeros(width), rate=RATE)
        self.into = Dense(self.random.standard_normal((width, HIDDEN)) * width**-0.5, rate=RATE, decay=DECAY)
        self.bias = Dense(np.zeros(HIDDEN), rate=RATE)
        self.out = Dense(self.random.standard_normal(HIDDEN) * 0.1, rate=RATE, decay=DECAY)

    def run(self, mean: Floats, scale: Floats) -> Ranker:
        count = len(self.answers)
        starts = [start for _ in range(EPOCHS) for start in range(0, count, LISTS)]
        order = np.arange(count)
        for number, start in enumerate(starts):
            if not start:
                order = self.random.permutation(count)
            self._step(order[start : start + LISTS], 1 - number / len(starts))
        weights = (self.straight, self.into, self.bias, self.out)
        return Ranker(mean, scale, *(each.values for each in weights))

    def _step(self, picked: NDArray[np.int64], pace: float) -> None:
        rows, answers = self.lists[picked], self.answers[picked]
        hidden = np.maximum(rows @ self.into.values + self.bias.values, 0)
        scores = hidden @ self.out.values + rows @ self.straight.values
        chances = np.exp(scores - scores.max(axis=1, keepdims=True))
        chances /= chances.sum(axis=1, keepdims=True)
        chances[np.arange(len(answers)), answers] -= 1
        slope = (chances / len(answers)).astype(np.float32)
        to_hidden = slope[..., None] * self.out.values * (hidden > 0)
        self.out.step(np.einsum("nc,nch->h", slope, hidden), pace)
        self.straight.step(np.einsum("nc,ncf->f", slope, rows), pace)
        self.into.step(np.tensordot(rows, to_hidden, axes=([0, 1], [0, 1])), pace)
        self.bias.step(to_hidden.sum(axis=(0, 1)), pace)
