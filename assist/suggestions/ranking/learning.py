"""Training the two towers: mini-batches, a softmax over every reply that was ever said, seeded."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assist.suggestions.ranking.descent import Dense, Table
from assist.suggestions.ranking.towers import Towers
from assist.suggestions.ranking.vocabulary import Floats

HIDDEN, ROOM = 256, 128
EPOCHS, BATCH = 8, 256
STEPS = 400  # a small history is gone through more often
DROP_HIDDEN, DROP_FEATURES, DROP_KNOWN = 0.3, 0.1, 0.3  # a reply without its own row must do by its words
SLOWEST = 0.05
DECAY = 1e-3
OFTEN = (
    2  # replies said so often stand in every batch; of the others a share does, which weighs as much as all
)
PLENTY = 1000  # rare replies of one batch


@dataclass(frozen=True)
class Examples:
    """States (sparse features, sentence vectors), the reply that followed each, and all replies by features and meaning."""

    features: Any
    meanings: Floats
    answers: NDArray[np.int64]
    reply_features: Any
    reply_meanings: Floats


class Training:
    """One training of the towers; the same seed and examples give the same weights."""

    def __init__(self, examples: Examples, *, seed: int) -> None:
        self.examples = examples
        self.random = np.random.default_rng(seed)
        counts = np.bincount(examples.answers, minlength=len(examples.reply_meanings))
        self._frequent, self._rare = np.flatnonzero(counts >= OFTEN), np.flatnonzero(counts < OFTEN)
        features, words = examples.features.shape[1], examples.reply_features.shape[1]
        replies, meaning = len(examples.reply_meanings), examples.meanings.shape[1]
        self.state_words = Table(self._noise(features, HIDDEN, 0.05))
        self.state_meaning = Dense(self._noise(meaning, HIDDEN, 0.05), decay=DECAY)
        self.state_bias = Dense(np.zeros(HIDDEN))
        self.state_out = Dense(self._noise(HIDDEN, ROOM, HIDDEN**-0.5), decay=DECAY)
        self.known, self.known_bias = Table(self._noise(replies, ROOM, 0.02)), Table(np.zeros(replies))
        self.reply_words, self.reply_bias = Table(self._noise(words, ROOM, 0.05)), Table(np.zeros(words))
        self.reply_meaning = Dense(self._noise(examples.reply_meanings.shape[1], ROOM, 0.05), decay=DECAY)

    def run(self, told: Callable[[float], None]) -> Towers:
        """Trains; `told` hears the part that is done, from 0 to 1."""
        count = len(self.examples.answers)
        epochs = max(EPOCHS, STEPS * BATCH // max(count, BATCH))
        starts = [(epoch, start) for epoch in range(epochs) for start in range(0, count, BATCH)]
        order = np.arange(count)
        for number, (_, start) in enumerate(starts):
            if not start:
                order = self.random.permutation(count)
                told(number / len(starts))
            self._step(order[start : start + BATCH], max(SLOWEST, 1 - number / len(starts)))
        return self._towers()

    def _step(self, rows: NDArray[np.int64], pace: float) -> None:
        examples, random = self.examples, self.random
        columns, features = self._some(rows)
        meaning = examples.meanings[rows]
        inner = (
            features @ self.state_words.values[columns]
            + meaning @ self.state_meaning.values
            + self.state_bias.values
        )
        open_ = ((inner > 0) * (random.random(inner.shape, dtype=np.float32) > DROP_HIDDEN)).astype(
            np.float32
        )
        open_ /= 1 - DROP_HIDDEN
        hidden = inner * open_
        states = hidden @ self.state_out.values
        answers = examples.answers[rows]
        pool, weight = self._pool(answers)
        replies, biases, keep = self._replies(pool)
        slope = _slope(states @ replies.T + biases, weight, np.searchsorted(pool, answers))
        to_states, to_replies = slope @ replies, slope.T @ states
        to_inner = (to_states @ self.state_out.values.T) * open_
        self.state_out.step(hidden.T @ to_states, pace)
        self.state_words.step(np.asarray(features.T @ to_inner), pace, columns)
        self.state_meaning.step(meaning.T @ to_inner, pace)
        self.state_bias.step(to_inner.sum(axis=0), pace)
        self._move_replies(to_replies, slope.sum(axis=0), pool, keep, pace)

    def _pool(self, answers: NDArray[np.int64]) -> tuple[NDArray[np.int64], Floats]:
        """The replies that compete in this batch, and the logarithm of how many each of them stands for."""
        drawn = self.random.choice(self._rare, min(PLENTY, len(self._rare)), replace=False)
        pool = np.unique(np.concatenate([self._frequent, drawn, answers]))
        weight = np.zeros(len(pool), dtype=np.float32)
        if len(drawn):
            others = np.setdiff1d(drawn, answers)
            weight[np.searchsorted(pool, others)] = np.log(len(self._rare) / len(drawn))
        return pool, weight

    def _some(self, rows: NDArray[np.int64]) -> tuple[NDArray[np.int64], Any]:
        """The rows with the columns that they use, some of them left out at random."""
        from scipy.sparse import csr_matrix

        batch = self.examples.features[rows]
        columns, places = np.unique(batch.indices, return_inverse=True)
        kept = self.random.random(len(batch.data), dtype=np.float32) > DROP_FEATURES
        weights = batch.data * kept / np.float32(1 - DROP_FEATURES)
        return columns, csr_matrix((weights, places, batch.indptr), shape=(len(rows), len(columns)))

    def _replies(self, pool: NDArray[np.int64]) -> tuple[Floats, Floats, NDArray[np.bool_]]:
        words, meanings = self.examples.reply_features[pool], self.examples.reply_meanings[pool]
        keep = self.random.random(len(pool)) > DROP_KNOWN
        vectors = meanings @ self.reply_meaning.values + words @ self.reply_words.values
        biases = words @ self.reply_bias.values
        vectors[keep] += self.known.values[pool[keep]]
        biases[keep] += self.known_bias.values[pool[keep]]
        return vectors, biases, keep

    def _move_replies(
        self, slope: Floats, bias: Floats, pool: NDArray[np.int64], keep: NDArray[np.bool_], pace: float
    ) -> None:
        words = self.examples.reply_features[pool]
        self.reply_meaning.step(self.examples.reply_meanings[pool].T @ slope, pace)
        self.known.step(slope[keep], pace, pool[keep])
        self.known_bias.step(bias[keep], pace, pool[keep])
        self.reply_words.step(np.asarray(words.T @ slope), pace)
        self.reply_bias.step(np.asarray(words.T @ bias), pace)

    def _noise(self, rows: int, columns: int, scale: float) -> Floats:
        return self.random.standard_normal((rows, columns), dtype=np.float32) * np.float32(scale)

    def _towers(self) -> Towers:
        """The weights; what a known reply is made of is added up, so that it needs no sentence vector any more."""
        values = {name: getattr(self, name).values for name in Towers.__dataclass_fields__}
        words, meanings = self.examples.reply_features, self.examples.reply_meanings
        values["known"] = values["known"] + meanings @ values["reply_meaning"] + words @ values["reply_words"]
        values["known_bias"] = values["known_bias"] + words @ values["reply_bias"]
        return Towers(**values)


def _slope(scores: Floats, weight: Floats, answers: NDArray[np.int64]) -> Floats:
    """How the loss changes with each score: the probability less one where the answer is, by row."""
    scores = scores + weight
    chances = np.exp(scores - scores.max(axis=1, keepdims=True))
    chances /= chances.sum(axis=1, keepdims=True)
    chances[np.arange(len(answers)), answers] -= 1
    slope: Floats = (chances / len(answers)).astype(np.float32)
    return slope
