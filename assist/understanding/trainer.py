"""Trains intents for the registry: on the taxonomy's examples, corrected cases and the openings of past conversations."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from assist.providers.embeddings import embed
from assist.registry import material
from assist.registry.material import Lines
from assist.understanding.calibration import largest_gap, reliability
from assist.understanding.fitting import fit_intents
from assist.understanding.intents import IntentModel, Labelled
from assist.understanding.rules import Guess, Scope

KIND = "intents"
Progress = Callable[[float, str], None]
Reading = tuple[tuple[Guess, ...], Scope]


def train(lines: Lines, *, seed: int, progress: Progress) -> IntentModel:
    """The model of these lines. Nothing in it is drawn by chance, so the seed changes nothing."""
    return fit_intents([Labelled(one.text, one.label) for one in lines.lines], lines.outside, progress)


def read(artefact: bytes) -> IntentModel:
    return IntentModel.from_bytes(artefact)


def fallback(lines: Lines, *, seed: int) -> IntentModel:
    """What the room does untrained: the written examples alone, without what customers said."""
    written = [Labelled(one.text, one.label) for one in lines.lines if not one.customer]
    return fit_intents(written, lines.outside)


def evaluate(model: IntentModel, held_out: Lines) -> dict[str, Any]:
    """Accuracy over all lines, top 3, the share of outside lines found, and how far confidence is from being right."""
    lines = held_out.lines
    vectors = embed([line.text for line in lines])
    readings = [model.rank(line.text, vector) for line, vector in zip(lines, vectors, strict=True)]
    return figures(lines, readings, held_out.outside)


def figures(lines: Sequence[material.Line], readings: Sequence[Reading], outside: str) -> dict[str, Any]:
    first = np.array([ranking[0].intent for ranking, _ in readings])
    third = [
        line.label in [g.intent for g in ranking[:3]]
        for line, (ranking, _) in zip(lines, readings, strict=True)
    ]
    labels = np.array([line.label for line in lines])
    is_out = np.array([scope.is_out for _, scope in readings])
    inside = labels != outside
    right = (first == labels) & ~is_out
    bands = reliability([ranking[0].confidence for ranking, _ in readings], list(first == labels))
    return {
        "accuracy": _mean(np.where(inside, right, is_out)),
        "in_scope_accuracy": _mean(right[inside]),
        "top3": _mean(np.array(third)[inside]),
        "out_of_scope_recall": _mean(is_out[~inside]),
        "calibration_gap": round(largest_gap(bands), 4),
        "per_class": {
            label: _of_class(label, labels, right, first) for label in sorted({*labels} - {outside})
        },
        "reliability": [[band.said, band.right, band.count] for band in bands],
    }


def _of_class(label: str, labels: np.ndarray, right: np.ndarray, first: np.ndarray) -> dict[str, float]:
    """How many of the intent there are, which share of them was found, and how often its name was right."""
    own = labels == label
    return {"n": int(own.sum()), "recall": _mean(right[own]), "precision": _mean(own[first == label])}


def _mean(hits: np.ndarray) -> float:
    return round(float(hits.mean()), 4) if len(hits) else 0.0
