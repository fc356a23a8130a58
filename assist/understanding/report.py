"""Figures of the heads on lines that they had not seen, as lines of text."""

from collections.abc import Iterator, Sequence

import numpy as np

from assist.understanding.calibration import reliability
from assist.understanding.intents import IntentModel
from assist.understanding.rules import Mood
from assist.understanding.sentiment import LABELS, Line


def intent_figures(model: IntentModel) -> Iterator[str]:
    """Of a model just fitted: how right each example is read by a model that had not seen it."""
    if model.held_out is None:
        return
    shares = model.held_out.shares
    order = np.argsort(-shares, axis=1)
    names, labels = np.array(model.names), np.array(model.held_out.labels)
    right = names[order[:, 0]] == labels
    third = (names[order[:, :3]] == labels[:, None]).any(axis=1)
    yield f"first guess right {right.mean():.1%}, among the first three {third.mean():.1%}"
    for band in reliability(shares.max(axis=1), right):
        yield f"says {band.said:.0%} on {band.count} lines, right on {band.right:.0%}"


def mood_figures(moods: Sequence[tuple[Line, Mood]]) -> Iterator[str]:
    labels = np.array([line.label for line, _ in moods])
    said = np.array([mood.label for _, mood in moods])
    yield f"label right {(labels == said).mean():.1%}"
    for label in LABELS:
        yield f"{label}: {_figures(labels == label, said == label)}"
    frustrated = np.array([line.is_frustrated for line, _ in moods])
    yield f"frustrated: {_figures(frustrated, np.array([mood.is_frustrated for _, mood in moods]))}"


def _figures(truth: np.ndarray, said: np.ndarray) -> str:
    both = int((truth & said).sum())
    return f"recall {both / max(int(truth.sum()), 1):.1%}, precision {both / max(int(said.sum()), 1):.1%}"
