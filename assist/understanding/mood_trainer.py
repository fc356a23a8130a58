"""Trains sentiment for the registry: on our own labelled lines and on those that people corrected."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from assist.providers.embeddings import embed
from assist.registry import material
from assist.registry.material import Lines
from assist.understanding.rules import Mood
from assist.understanding.sentiment import LABELS, Line, SentimentModel, labelled_lines

KIND = "sentiment"
FRUSTRATED = "frustrated"  # as a label: negative, and losing patience
Progress = Callable[[float, str], None]


def own_lines() -> Lines:
    """The room's labelled file as material, with what was said before each line."""
    return Lines(
        tuple(material.Line(line.text, _label(line), before=line.before) for line in labelled_lines())
    )


def train(lines: Lines, *, seed: int, progress: Progress) -> SentimentModel:
    """The model of these lines. Nothing in it is drawn by chance, so the seed changes nothing."""
    progress(0.0, f"Reading {len(lines)} lines")
    model = SentimentModel.fit([_line(one) for one in lines.lines])
    progress(1.0, "Trained")
    return model


def read(artefact: bytes) -> SentimentModel:
    return SentimentModel.from_bytes(artefact)


def fallback(lines: Lines, *, seed: int) -> SentimentModel:
    """What the room does untrained: the file alone, without lines that are held out now."""
    kept = {(line.text, line.before) for line in lines.lines}
    return SentimentModel.fit([line for line in labelled_lines() if (line.text, line.before) in kept])


def evaluate(model: SentimentModel, held_out: Lines) -> dict[str, Any]:
    """Shares of lines with the right label, of each label found, and of the frustrated found and rightly called so."""
    lines = [_line(one) for one in held_out.lines]
    vectors = embed([line.text for line in lines])
    return figures(
        lines, [model.mood(line.moment, vector) for line, vector in zip(lines, vectors, strict=True)]
    )


def figures(lines: Sequence[Line], moods: Sequence[Mood]) -> dict[str, Any]:
    label, said = np.array([line.label for line in lines]), np.array([mood.label for mood in moods])
    frustrated = np.array([line.is_frustrated for line in lines])
    called = np.array([mood.is_frustrated for mood in moods])
    recalls = {name: _share(said == name, label == name) for name in LABELS if (label == name).any()}
    return {
        "accuracy": round(float((said == label).mean()), 4),
        "macro_recall": round(float(np.mean(list(recalls.values()))), 4),
        **{f"{name}_recall": recall for name, recall in recalls.items()},
        "frustrated_recall": _share(called, frustrated),
        "frustrated_precision": _share(frustrated, called),
    }


def _share(hits: np.ndarray, of: np.ndarray) -> float:
    return round(float((hits & of).sum() / max(1, of.sum())), 4)


def _label(line: Line) -> str:
    return FRUSTRATED if line.is_frustrated else line.label


def _line(one: material.Line) -> Line:
    answer, earlier = (*one.before, "", "")[:2]
    label = "negative" if one.label == FRUSTRATED else one.label
    return Line(one.text, label, one.label == FRUSTRATED, answer, earlier)
