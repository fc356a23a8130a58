"""How satisfied the customer is at one of their turns, learned from ratings from 1 to 5 that several people gave.

The head predicts the share of raters who would say low (1, 2) and high (4, 5): the shares keep what a majority throws away. The
two thresholds are chosen on turns of contacts that the head had not seen, so that each of low, neutral and high is found equally
well although nine in ten turns are neutral.
"""

import hashlib
import io
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assist.providers.embeddings import embed, model_version
from assist.understanding.course.head import RatingHead, Shares, Vectors, held_out
from assist.understanding.course.moments import SIGNALS_VERSION, Moment

KIND = "satisfaction"
STRENGTH = 40.0
LOW, NEUTRAL, HIGH = LABELS = ("low", "neutral", "high")
_GRID = np.linspace(0.5, 0.97, 40)
Progress = Callable[[float, str], None]


@dataclass(frozen=True)
class RatedTurn:
    """A customer's turn with its ratings; turns of one contact share `contact`."""

    moment: Moment
    ratings: tuple[int, ...]
    contact: str


@dataclass(frozen=True)
class Satisfaction:
    """`low` and `high` are about the shares of people who would say so."""

    label: str
    low: float
    high: float


class SatisfactionModel:
    """Reads one turn in well under a millisecond, once it has its vector."""

    def __init__(self, head: RatingHead, low_from: float, high_from: float, version: str) -> None:
        self._head, self.version = head, version
        self.low_from, self.high_from = low_from, high_from

    @classmethod
    def fit(
        cls, turns: Sequence[RatedTurn], *, progress: Progress = lambda _share, _words: None
    ) -> "SatisfactionModel":
        """The same turns give the same model: nothing in it is drawn by chance."""
        progress(0.0, f"Embedding {len(turns)} turns")
        moments, contacts = [turn.moment for turn in turns], [turn.contact for turn in turns]
        vectors = embed([moment.now for moment in moments])
        shares = np.array([shares_of(turn.ratings) for turn in turns])
        progress(0.6, "Choosing the thresholds on contacts held out")
        said = held_out(moments, shares, vectors, contacts, _fit)
        low_from, high_from = fair_thresholds(said, [majority(turn.ratings) for turn in turns])
        progress(0.9, "Learning from all turns")
        return cls(_fit(moments, shares, vectors), low_from, high_from, version_of(turns))

    def read(self, moment: Moment, vector: Vectors) -> Satisfaction:
        """What people would say of the turn. `vector` is the embedding of `moment.now`."""
        low, high = self._head.shares(moment, vector)
        label = labels_of(np.array([[low, high]]), self.low_from, self.high_from)[0]
        return Satisfaction(str(label), float(np.clip(low, 0, 1)), float(np.clip(high, 0, 1)))

    def to_bytes(self) -> bytes:
        about = {"low_from": self.low_from, "high_from": self.high_from, "version": self.version}
        packed = io.BytesIO()
        np.savez(packed, about=_as_array(json.dumps(about).encode()), head=_as_array(self._head.to_bytes()))
        return packed.getvalue()

    @classmethod
    def from_bytes(cls, packed: bytes) -> "SatisfactionModel":
        with np.load(io.BytesIO(packed), allow_pickle=False) as arrays:
            about = json.loads(arrays["about"].tobytes())
            head = RatingHead.from_bytes(arrays["head"].tobytes())
        return cls(head, about["low_from"], about["high_from"], about["version"])


def shares_of(ratings: Sequence[int]) -> tuple[float, float]:
    """The shares of low and of high ratings."""
    low, high = sum(rating < 3 for rating in ratings), sum(rating > 3 for rating in ratings)
    return low / len(ratings), high / len(ratings)


def majority(ratings: Sequence[int]) -> str:
    """What most raters said; where two are even, the lower one."""
    low, high = sum(rating < 3 for rating in ratings), sum(rating > 3 for rating in ratings)
    counts = (low, len(ratings) - low - high, high)
    return LABELS[counts.index(max(counts))]


def labels_of(shares: Shares, low_from: float, high_from: float) -> NDArray[np.str_]:
    """Low or high from its threshold on; where both are passed, the one that is passed further."""
    low, high = shares[:, 0] / low_from, shares[:, 1] / high_from
    return np.where((low >= 1) & (low >= high), LOW, np.where(high >= 1, HIGH, NEUTRAL))


def fair_thresholds(shares: Shares, labels: Sequence[str]) -> tuple[float, float]:
    """The thresholds with the highest mean of the recalls of low, neutral and high."""
    right = np.array(labels)
    places = [right == label for label in LABELS if label in set(labels)]
    grid = [
        (max(float(low), 1e-3), max(float(high), 1e-3))
        for low in np.quantile(shares[:, 0], _GRID)
        for high in np.quantile(shares[:, 1], _GRID)
    ]

    def recall(pair: tuple[float, float]) -> float:
        hits = labels_of(shares, *pair) == right
        return float(np.mean([hits[place].mean() for place in places]))

    return max(grid, key=recall)


def version_of(turns: Sequence[RatedTurn]) -> str:
    lines = "\n".join(f"{turn.contact}\t{turn.ratings}\t{turn.moment}" for turn in turns)
    return hashlib.sha256(f"{model_version()} {SIGNALS_VERSION} {STRENGTH}\n{lines}".encode()).hexdigest()[
        :12
    ]


def _fit(moments: Sequence[Moment], shares: Shares, vectors: Vectors) -> RatingHead:
    return RatingHead.fit(moments, shares, strength=STRENGTH, vectors=vectors)


def _as_array(packed: bytes) -> NDArray[np.uint8]:
    return np.frombuffer(packed, dtype=np.uint8)
