"""Few-shot intents: centroids where examples are few, logistic regression from about ten each, calibrated on held-out folds."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assist.providers.embeddings import embed, model_version
from assist.understanding.features import Head, Shares, Vectors, calibrated_temperature, folds_of, softmax
from assist.understanding.rules import Guess, Scope

FEW = 10  # below this the centroid counts more than the regression
FOLDS = 5
CENTROID_SHARPNESS = 14.0
STRENGTH = 12.0
# Out of scope: far from every example, or nothing stands out. Chosen on held-out lines, see understanding_report.
NEAREST_FLOOR, NEAREST_DOUBT, MARGIN_FLOOR, BEST_FLOOR = 0.30, 0.42, 0.06, 0.24


@dataclass(frozen=True)
class Labelled:
    text: str
    label: str


class IntentModel:
    """Trained on the taxonomy's examples. `version` names the examples and the vectors that it was trained with."""

    def __init__(self, examples: Sequence[Labelled], out_of_scope: str = "", folds: int = FOLDS) -> None:
        self.version = version_of(examples)
        self.out_of_scope = out_of_scope
        texts, self._labels = [e.text for e in examples], [e.label for e in examples]
        self._vectors = embed(texts)
        self._core = _Core(texts, self._vectors, self._labels)
        self.names = self._core.names
        self.held_out = _held_out(texts, self._vectors, self._labels, self.names, folds)
        self._temperature = calibrated_temperature(self.held_out, self._labels, self.names)

    def shares(self, texts: Sequence[str], vectors: Vectors) -> Shares:
        return softmax(self._core.scores(texts, vectors) / self._temperature)

    def held_out_shares(self) -> Shares:
        """What folds that had not seen each example said of it, in the order of the examples."""
        return softmax(self.held_out / self._temperature)

    def rank(self, text: str, vector: Vectors) -> tuple[tuple[Guess, ...], Scope]:
        """All intents from the likeliest down, and whether the request is out of scope."""
        shares = self.shares([text], vector[None, :])[0]
        order = np.argsort(-shares, kind="stable")
        guesses = tuple(Guess(self.names[i], round(float(shares[i]), 4)) for i in order)
        return guesses, self._scope(guesses, vector)

    def _scope(self, guesses: Sequence[Guess], vector: Vectors) -> Scope:
        best = guesses[0]
        margin = best.confidence - (guesses[1].confidence if len(guesses) > 1 else 0.0)
        nearest = round(float((self._vectors @ vector).max()), 4)
        is_out = best.intent == self.out_of_scope or is_out_of_scope(best.confidence, margin, nearest)
        return Scope(is_out, best.confidence, round(margin, 4), nearest)


def is_out_of_scope(best: float, margin: float, nearest: float) -> bool:
    """By three scores: far from all examples; or rather far, and no intent stands out."""
    doubtful = best < BEST_FLOOR or margin < MARGIN_FLOOR
    return nearest < NEAREST_FLOOR or (nearest < NEAREST_DOUBT and doubtful)


def version_of(examples: Sequence[Labelled]) -> str:
    lines = "\n".join(f"{e.label}\t{e.text}" for e in examples)
    return hashlib.sha256(f"{model_version()}\n{lines}".encode()).hexdigest()[:12]


class _Core:
    """Regression and centroids together, as uncalibrated log shares."""

    def __init__(self, texts: Sequence[str], vectors: Vectors, labels: Sequence[str]) -> None:
        self.names = sorted(set(labels))
        self._head = Head(texts, vectors, labels, STRENGTH) if len(self.names) > 1 else None
        self._centroids = np.stack([_centroid(vectors, labels, name) for name in self.names])
        counts = [sum(label == name for label in labels) for name in self.names]
        self._trust = np.array([0.65 if count >= FEW else 0.25 for count in counts])

    def scores(self, texts: Sequence[str], vectors: Vectors) -> Shares:
        near = softmax((vectors @ self._centroids.T).astype(np.float64) * CENTROID_SHARPNESS)
        if self._head is None:
            return np.log(near + 1e-9)
        learned = softmax(self._head.scores(texts, vectors))
        mixed: Shares = np.log(self._trust * learned + (1 - self._trust) * near + 1e-9)
        return mixed


def _centroid(vectors: Vectors, labels: Sequence[str], name: str) -> Vectors:
    rows = vectors[[i for i, label in enumerate(labels) if label == name]]
    mean = rows.mean(axis=0)
    centroid: Vectors = mean / max(float(np.linalg.norm(mean)), 1e-9)
    return centroid


def _held_out(
    texts: Sequence[str], vectors: Vectors, labels: Sequence[str], names: Sequence[str], count: int
) -> Shares:
    folds = folds_of(labels, count)
    scores = np.full((len(texts), len(names)), np.log(1e-9))
    for fold in range(count):
        seen, unseen = _rows(folds != fold), _rows(folds == fold)
        if not seen or not unseen:
            continue
        core = _Core([texts[i] for i in seen], vectors[seen], [labels[i] for i in seen])
        columns = [list(names).index(name) for name in core.names]
        scores[np.ix_(np.array(unseen), np.array(columns))] = core.scores(
            [texts[i] for i in unseen], vectors[unseen]
        )
    return scores


def _rows(chosen: NDArray[np.bool_]) -> list[int]:
    return [int(row) for row in np.flatnonzero(chosen)]
