"""Figures of the heads on lines that they had not seen, as lines of text."""

from collections.abc import Iterator, Sequence

import numpy as np

from assist.understanding.intents import IntentModel, Labelled
from assist.understanding.rules import Mood
from assist.understanding.sentiment import LABELS, Line

BANDS = ((0.0, 0.4), (0.4, 0.6), (0.6, 0.8), (0.8, 1.01))


def intent_figures(model: IntentModel, examples: Sequence[Labelled]) -> Iterator[str]:
    shares = model.held_out_shares()
    order = np.argsort(-shares, axis=1)
    names, labels = np.array(model.names), np.array([example.label for example in examples])
    right = names[order[:, 0]] == labels
    third = (names[order[:, :3]] == labels[:, None]).any(axis=1)
    yield f"first guess right {right.mean():.1%}, among the first three {third.mean():.1%}"
    sure = shares.max(axis=1)
    for low, high in BANDS:
        band = (sure >= low) & (sure < high)
        if band.any():
            yield f"says {sure[band].mean():.0%} on {band.sum()} lines, right on {right[band].mean():.0%}"


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
