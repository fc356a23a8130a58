"""Two towers: a conversation's state and a reply, each as a vector; their dot product says how well they go together.

The state's tower reads named features and sentence vectors through one hidden layer. A reply is the sum of what it is known by
(its own row, when it was said before), its words and its sentence vector, so that a reply nobody ever said has a place too.
Trained so that among all replies ever said the one that was said next gets the probability.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from assist.suggestions.ranking.vocabulary import Floats

Columns = NDArray[np.int32]


@dataclass(frozen=True)
class Towers:
    """The trained weights. Shapes: F state features, D sentence vectors, H hidden, R common room, K replies, V words."""

    state_words: Floats  # F x H
    state_meaning: Floats  # D x H
    state_bias: Floats  # H
    state_out: Floats  # H x R
    known: Floats  # K x R: all that a reply which was said before is known by
    known_bias: Floats  # K
    reply_words: Floats  # V x R
    reply_bias: Floats  # V
    reply_meaning: Floats  # E x R

    def state(self, row: tuple[Columns, Floats], meaning: Floats) -> Floats:
        """The vector of one state."""
        columns, weights = row
        hidden = weights @ self.state_words[columns] + meaning @ self.state_meaning + self.state_bias
        vector: Floats = np.maximum(hidden, 0) @ self.state_out
        return vector

    def reply(self, row: tuple[Columns, Floats], meaning: Floats) -> Floats:
        """The vector of a reply that was never said, with its bias as the last number."""
        columns, weights = row
        vector = np.empty(self.known.shape[1] + 1, dtype=np.float32)
        vector[:-1] = weights @ self.reply_words[columns] + meaning @ self.reply_meaning
        vector[-1] = weights @ self.reply_bias[columns]
        return vector

    def known_reply(self, place: int) -> Floats:
        """The same of one that was said before."""
        return np.append(self.known[place], self.known_bias[place]).astype(np.float32)

    def arrays(self) -> dict[str, NDArray[np.float16]]:
        """The weights as they are kept: half precision, which changes no ranking."""
        return {field.name: getattr(self, field.name).astype(np.float16) for field in fields(self)}

    @classmethod
    def of(cls, arrays: Mapping[str, NDArray[np.float16]]) -> Towers:
        return cls(**{field.name: arrays[field.name].astype(np.float32) for field in fields(cls)})
