"""Intents from examples: how alike a text is to each of them, in meaning and in words, weighed by kernel ridge regression.

With one example an intent it works like nearest examples, with thousands it learns what tells look-alikes apart, and
which scores mislead beside which (`correction`); there is no switch between the two. `fitting.fit_intents` makes the
model; the same examples give the same one.
"""

import hashlib
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assist.providers.embeddings import model_version
from assist.understanding.calibration import Confidence, Shares
from assist.understanding.correction import Correction
from assist.understanding.likeness import Likeness, Vectors
from assist.understanding.rules import Guess, Scope
from assist.understanding.scope import ScopeHead, nearest_of, signs_of

ENGINE = "likeness-2"
OLDER = ("likeness-1",)  # had no correction; what they wrote is still read
OUTSIDE = ""  # the label of lines marked as outside, where the taxonomy has no intent for them


@dataclass(frozen=True)
class Labelled:
    text: str
    label: str


@dataclass(frozen=True)
class HeldOut:
    """What models that had not seen them said of the examples, in their order."""

    shares: Shares
    labels: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class IntentModel:
    """`names` are the labels, `outside` the one that means none of the others; `version` tells examples and engine apart.

    `held_out` is there on a model just fitted only: an artefact leaves it out.
    """

    names: tuple[str, ...]
    outside: str
    version: str
    likeness: Likeness
    weights: Vectors
    labels: NDArray[np.int16]  # of each example, as places in `names`
    correction: Correction
    confidence: Confidence
    scope: ScopeHead
    held_out: HeldOut | None = None

    def rank(self, text: str, vector: Vectors) -> tuple[tuple[Guess, ...], Scope]:
        """All intents from the likeliest down, and whether the request is out of scope."""
        cosine = self.likeness.meaning(vector[None, :])
        scores = self.likeness.to([text], cosine) @ self.weights
        shares = self.confidence.shares(self.correction.of(scores))[0]
        order = np.argsort(-shares, kind="stable")
        guesses = tuple(Guess(self.names[i], round(float(shares[i]), 4)) for i in order if self.names[i])
        return guesses, self._scope(guesses, scores, cosine)

    def _scope(self, guesses: Sequence[Guess], scores: Vectors, cosine: Vectors) -> Scope:
        best = guesses[0]
        nearest = nearest_of(cosine[:, self.is_inside[self.labels]])
        score = float(self.scope.score(signs_of(*self.sides(scores), nearest))[0])
        margin = best.confidence - (guesses[1].confidence if len(guesses) > 1 else 0.0)
        is_out = best.intent == self.outside or score >= self.scope.threshold
        return Scope(is_out, best.confidence, round(margin, 4), round(float(nearest[0]), 4), round(score, 6))

    def sides(self, scores: Vectors) -> tuple[Vectors, Vectors]:
        """The score of the best intent, and of the label that means none."""
        best = scores[:, self.is_inside].max(axis=1)
        if self.is_inside.all():
            return best, np.zeros_like(best)
        return best, scores[:, ~self.is_inside].max(axis=1)

    @property
    def is_inside(self) -> NDArray[np.bool_]:
        inside = np.array([name != self.outside for name in self.names])
        return inside if inside.any() else ~inside

    def to_bytes(self) -> bytes:
        """Numbers and texts only: numpy's archive, without objects."""
        told = {
            "engine": ENGINE,
            "names": self.names,
            "outside": self.outside,
            "version": self.version,
            "confidence": self.confidence.as_dict(),
            "scope": self.scope.as_dict(),
        }
        file = io.BytesIO()
        np.savez_compressed(
            file,
            told=np.frombuffer(json.dumps(told).encode(), dtype=np.uint8),
            weights=self.weights.astype(np.float16),
            labels=self.labels,
            moves=self.correction.moves.astype(np.float16),
            **self.likeness.to_arrays(),
        )
        return file.getvalue()

    @classmethod
    def from_bytes(cls, artefact: bytes) -> "IntentModel":
        """Raises ValueError when another engine wrote it."""
        arrays = np.load(io.BytesIO(artefact), allow_pickle=False)
        told = json.loads(bytes(arrays["told"]))
        if told["engine"] not in (ENGINE, *OLDER):
            raise ValueError(f"The model was trained by the engine {told['engine']}; this one is {ENGINE}.")
        return cls(
            names=tuple(told["names"]),
            outside=told["outside"],
            version=told["version"],
            likeness=Likeness.from_arrays(arrays),
            weights=arrays["weights"].astype(np.float32),
            labels=arrays["labels"],
            correction=_correction(arrays, len(told["names"])),
            confidence=Confidence.from_dict(told["confidence"]),
            scope=ScopeHead.from_dict(told["scope"]),
        )


def _correction(arrays: Mapping[str, Any], labels: int) -> Correction:
    return Correction(arrays["moves"].astype(np.float32)) if "moves" in arrays else Correction.none(labels)


def version_of(examples: Sequence[Labelled], outside: str = OUTSIDE) -> str:
    lines = "\n".join(f"{e.label}\t{e.text}" for e in examples)
    told = f"{ENGINE}\n{model_version()}\n{outside}\n{lines}"
    return hashlib.sha256(told.encode()).hexdigest()[:12]
