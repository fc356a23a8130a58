"""Confidence that keeps its word: scores to shares, and a table of what was said against how often it was right."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.floating[Any]]
Shares = NDArray[np.float64]

SHARPNESSES = np.geomspace(1.0, 60.0, 80)
ENOUGH = 60  # examples, and of them some right and some wrong
FEW_WRONG = 8
BANDS = ((0.0, 0.3), (0.3, 0.5), (0.5, 0.7), (0.7, 0.9), (0.9, 1.0001))


@dataclass(frozen=True)
class Confidence:
    """Scores to shares: `sharpness` makes shares of them, `weights` correct the first one by how clearly it is first."""

    sharpness: float = 8.0
    weights: tuple[float, ...] = ()
    offset: float = 0.0

    def shares(self, scores: Scores) -> Shares:
        """Shares of one, a row a text. The order of the labels is that of the scores."""
        plain = shares_of(scores, self.sharpness)
        if not self.weights:
            return plain
        sure = 1 / (1 + np.exp(-(_signs(plain, scores) @ np.array(self.weights) + self.offset)))
        return _with_first(plain, np.clip(sure, 0.001, 0.999))

    def as_dict(self) -> dict[str, Any]:
        return {"sharpness": self.sharpness, "weights": list(self.weights), "offset": self.offset}

    @classmethod
    def from_dict(cls, saved: Mapping[str, Any]) -> "Confidence":
        return cls(saved["sharpness"], tuple(saved["weights"]), saved["offset"])


def calibrated(scores: Scores, labels: NDArray[np.integer[Any]]) -> Confidence:
    """The confidence that examples held out bear out; `labels` are the right columns."""
    if len(labels) < ENOUGH or scores.shape[1] < 2:
        return Confidence()
    rows = np.arange(len(labels))
    losses = [-np.log(shares_of(scores, by)[rows, labels] + 1e-9).mean() for by in SHARPNESSES]
    sharpness = round(float(SHARPNESSES[int(np.argmin(losses))]), 4)
    is_right = scores.argmax(axis=1) == labels
    if min(is_right.sum(), (~is_right).sum()) < FEW_WRONG:
        return Confidence(sharpness)
    from sklearn.linear_model import LogisticRegression  # slow to import, and only training needs it

    model = LogisticRegression(C=1.0, max_iter=1000)
    model.fit(_signs(shares_of(scores, sharpness), scores), is_right)
    weights = tuple(round(float(w), 6) for w in model.coef_[0])
    return Confidence(sharpness, weights, round(float(model.intercept_[0]), 6))


def shares_of(scores: Scores, sharpness: float) -> Shares:
    lifted = sharpness * (scores - scores.max(axis=1, keepdims=True)).astype(np.float64)
    powers = np.exp(lifted)
    result: Shares = powers / powers.sum(axis=1, keepdims=True)
    return result


def _signs(shares: Shares, scores: Scores) -> Shares:
    """How clearly the first is first: its share as log odds, its score, and its lead."""
    two = np.sort(np.partition(scores, -2, axis=1)[:, -2:].astype(np.float64), axis=1)
    first = np.clip(shares.max(axis=1), 1e-4, 1 - 1e-4)
    return np.column_stack([np.log(first / (1 - first)) / 3, two[:, 1], two[:, 1] - two[:, 0]])


def _with_first(shares: Shares, sure: NDArray[np.float64]) -> Shares:
    """The first share set to `sure`, the others in their proportions, and none above the first."""
    rows, first = np.arange(len(shares)), shares.argmax(axis=1)
    rest = shares.copy()
    rest[rows, first] = 0.0
    rest *= ((1 - sure) / np.maximum(rest.sum(axis=1), 1e-12))[:, None]
    rest = np.minimum(rest, sure[:, None] * 0.999)
    rest[rows, first] = sure
    return rest


@dataclass(frozen=True)
class Band:
    """The cases where about the same confidence was given: how much on average, and how often that was right."""

    count: int
    said: float
    right: float


def reliability(said: Sequence[float] | Shares, right: Sequence[bool] | NDArray[np.bool_]) -> list[Band]:
    """One `Band` for each range of confidence in which anything was said."""
    confidence, hits = np.asarray(said, dtype=float), np.asarray(right, dtype=float)
    inside = [(confidence >= low) & (confidence < high) for low, high in BANDS]
    return [
        Band(int(rows.sum()), round(float(confidence[rows].mean()), 4), round(float(hits[rows].mean()), 4))
        for rows in inside
        if rows.any()
    ]


def largest_gap(bands: Sequence[Band], least: int = 30) -> float:
    """The widest distance between said and right, over bands with at least so many cases."""
    return max((abs(band.said - band.right) for band in bands if band.count >= least), default=0.0)
