"""Confidence that keeps its word: scores to shares, and a table of what was said against how often it was right."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.floating]
Shares = NDArray[np.float64]

GRID = np.geomspace(1.0, 60.0, 80)
UNTAUGHT = 8.0  # how sharp, where there is nothing to calibrate on
ENOUGH = 20
BANDS = ((0.0, 0.3), (0.3, 0.5), (0.5, 0.7), (0.7, 0.9), (0.9, 1.0001))


@dataclass(frozen=True)
class Band:
    """The cases where about the same confidence was given: how much on average, and how often that was right."""

    count: int
    said: float
    right: float

    @property
    def gap(self) -> float:
        return self.said - self.right


def shares_of(scores: Scores, sharpness: float) -> Shares:
    """Shares of one, a row a text."""
    lifted = sharpness * (scores - scores.max(axis=1, keepdims=True)).astype(np.float64)
    powers = np.exp(lifted)
    result: Shares = powers / powers.sum(axis=1, keepdims=True)
    return result


def calibrated_sharpness(scores: Scores, right: NDArray[np.intp]) -> float:
    """The sharpness that is least surprised by examples held out; `right` is the column of each row's label."""
    if len(right) < ENOUGH:
        return UNTAUGHT
    rows = np.arange(len(right))
    losses = [-np.log(shares_of(scores, by)[rows, right] + 1e-9).mean() for by in GRID]
    return float(GRID[int(np.argmin(losses))])


def reliability(said: Sequence[float], right: Sequence[bool]) -> list[Band]:
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
    return max((abs(band.gap) for band in bands if band.count >= least), default=0.0)
