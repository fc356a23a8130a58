"""Sentiment and frustration: a head trained on our own labelled lines, then rules for what wordings say for certain."""

import csv
import hashlib
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assist.providers.embeddings import embed, model_version
from assist.understanding import cues
from assist.understanding.course.head import RatingHead, Shares, Vectors, held_out
from assist.understanding.course.moments import SIGNALS_VERSION, Moment
from assist.understanding.rules import FRUSTRATED_FROM, Mood

FILE = Path(__file__).parent / "sentiment.tsv"
HELD_OUT_FILE = Path(__file__).parent / "sentiment_held_out.tsv"  # nothing is trained or tuned on it
STRENGTH = 3.0
FOLDS = 5
LABELS = ("negative", "neutral", "positive")
WEIGHT_OF_MISSED = 1.6  # frustration that is overlooked costs more than a false alarm
CLEAR = 0.35  # the sentiment from which a turn counts as positive, or as negative below its opposite


@dataclass(frozen=True)
class Line:
    """A customer's turn as people judge it. `answer` is what the agent said before it, `earlier` what the customer did."""

    text: str
    label: str
    is_frustrated: bool
    answer: str = ""
    earlier: str = ""

    @property
    def before(self) -> tuple[str, ...]:
        """What was said before: the agent's turn, then the customer's own."""
        return (self.answer, self.earlier) if self.answer or self.earlier else ()

    @property
    def moment(self) -> Moment:
        return Moment(self.text, *((text,) if text else () for text in (self.earlier, self.answer)))


@cache
def labelled_lines(path: Path = FILE) -> tuple[Line, ...]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return tuple(
            Line(row["text"], row["label"], row["frustrated"] == "1", row["answer"], row["earlier"])
            for row in rows
        )


@dataclass(frozen=True)
class Scale:
    """Turns the head's shares into probabilities: chosen on folds that the head had not seen."""

    temperature: float = 0.15
    frustrated_from: float = 0.45
    steepness: float = 6.0

    def moods(self, shares: Shares) -> Shares:
        """The probabilities of negative, neutral and positive."""
        scaled = np.exp((shares[..., :3] - shares[..., :3].max(axis=-1, keepdims=True)) / self.temperature)
        result: Shares = scaled / scaled.sum(axis=-1, keepdims=True)
        return result

    def frustration(self, shares: Shares) -> Shares:
        result: Shares = 1 / (1 + np.exp(-self.steepness * (shares[..., 3] - self.frustrated_from)))
        return result


class SentimentModel:
    """The same lines give the same model. `version` names the lines, the vectors and the signals it was trained with."""

    def __init__(self, head: RatingHead, scale: Scale, version: str) -> None:
        self._head, self._scale, self.version = head, scale, version

    @classmethod
    def fit(cls, lines: Sequence[Line], vectors: Vectors | None = None) -> "SentimentModel":
        vectors = embed([line.text for line in lines]) if vectors is None else vectors
        moments, shares = [line.moment for line in lines], targets_of(lines)
        texts = [line.text for line in lines]  # the same words in two contexts stay in one fold
        scale = fitted_scale(held_out(moments, shares, vectors, texts, _fit, FOLDS), shares)
        return cls(_fit(moments, shares, vectors), scale, version_of(lines))

    def mood(self, moment: Moment, vector: Vectors) -> Mood:
        """The customer's mood in this turn. `vector` is the embedding of `moment.now`."""
        shares = self._head.shares(moment, vector)
        chances = self._scale.moods(shares)
        label, sentiment = LABELS[int(chances.argmax())], float(chances[2] - chances[0])
        return judged(moment, label, sentiment, float(self._scale.frustration(shares)))

    def to_bytes(self) -> bytes:
        about = json.dumps({"version": self.version, "scale": list(vars(self._scale).values())})
        packed = io.BytesIO()
        np.savez(packed, about=_as_array(about.encode()), head=_as_array(self._head.to_bytes()))
        return packed.getvalue()

    @classmethod
    def from_bytes(cls, packed: bytes) -> "SentimentModel":
        with np.load(io.BytesIO(packed), allow_pickle=False) as arrays:
            about = json.loads(arrays["about"].tobytes())
            head = RatingHead.from_bytes(arrays["head"].tobytes())
        return cls(head, Scale(*about["scale"]), about["version"])


def targets_of(lines: Sequence[Line]) -> Shares:
    """One column for each of negative, neutral and positive, and one for frustrated."""
    rows = [[*(line.label == label for label in LABELS), line.is_frustrated] for line in lines]
    return np.array(rows, dtype=np.float64)


def fitted_scale(said: Shares, right: Shares) -> Scale:
    """The scale with the least surprise on lines held out."""
    at = right[:, :3].argmax(axis=1)

    def of_moods(scale: Scale) -> float:
        return float(-np.log(scale.moods(said)[np.arange(len(at)), at] + 1e-9).mean())

    def of_frustration(scale: Scale) -> float:
        chance = scale.frustration(said)
        surprise = -np.log(np.where(right[:, 3] > 0, chance, 1 - chance) + 1e-9)
        return float((surprise * np.where(right[:, 3] > 0, WEIGHT_OF_MISSED, 1)).mean())

    best = min((Scale(float(t)) for t in np.geomspace(0.05, 1, 40)), key=of_moods)
    grid = (
        Scale(best.temperature, float(at), float(k)) for at in np.linspace(0.2, 0.6, 41) for k in range(3, 16)
    )
    return min(grid, key=of_frustration)


def judged(moment: Moment, label: str, sentiment: float, frustration: float) -> Mood:
    """The head's reading, corrected by wordings that say something for certain."""
    cue, better, worse = _corrected(moment.now, sentiment, frustration)
    if said_before(moment):
        cue, worse = cue or "the same words again", worse + 0.25
    is_corrected = (better, worse) != (sentiment, frustration)
    sentiment = round(float(np.clip(better, -1, 1)), 3)
    frustration = round(float(np.clip(worse, 0, 1)), 3)
    return Mood(sentiment, label_of(sentiment, frustration) if is_corrected else label, frustration, cue)


def _corrected(text: str, sentiment: float, frustration: float) -> tuple[str, float, float]:
    """The wording that a rule found, and what it makes of sentiment and frustration."""
    if found := cues.sarcasm(text) or cues.frustration(text):
        return found, min(sentiment, -0.6), max(frustration, 0.8)
    if found := cues.repeated(text) or cues.pushback(text) or cues.thanks_but(text):
        return found, min(sentiment - 0.3, 0.0), frustration + 0.2
    if found := cues.not_negative(text):
        return found, max(sentiment, -0.1), min(frustration, 0.3)
    if cues.is_small_talk(text):
        return "", max(sentiment, 0.0), min(frustration, 0.2)
    return "", sentiment, frustration


def label_of(sentiment: float, frustration: float) -> str:
    if sentiment <= -CLEAR or frustration >= FRUSTRATED_FROM + 0.15:
        return "negative"
    return "positive" if sentiment >= CLEAR else "neutral"


def said_before(moment: Moment) -> bool:
    plain = " ".join(moment.now.lower().split())
    return len(plain) > 12 and any(plain == " ".join(before.lower().split()) for before in moment.earlier)


def held_out_moods(lines: Sequence[Line] | None = None) -> list[tuple[Line, Mood]]:
    """Each labelled line with the mood by a model that had not seen it."""
    lines = labelled_lines() if lines is None else lines
    vectors = embed([line.text for line in lines])
    fold = {text: i % FOLDS for i, text in enumerate(dict.fromkeys(line.text for line in lines))}
    moods: list[tuple[Line, Mood]] = []
    for number in range(FOLDS):
        seen = [i for i, line in enumerate(lines) if fold[line.text] != number]
        model = SentimentModel.fit([lines[i] for i in seen], vectors[seen])
        unseen = [i for i, line in enumerate(lines) if fold[line.text] == number]
        moods += [(lines[i], model.mood(lines[i].moment, vectors[i])) for i in unseen]
    return moods


def version_of(lines: Sequence[Line]) -> str:
    about = f"{model_version()} {SIGNALS_VERSION} {STRENGTH}\n" + "\n".join(map(repr, lines))
    return hashlib.sha256(about.encode()).hexdigest()[:12]


def _fit(moments: Sequence[Moment], shares: Shares, vectors: Vectors) -> RatingHead:
    return RatingHead.fit(moments, shares, strength=STRENGTH, vectors=vectors)


def _as_array(packed: bytes) -> NDArray[np.uint8]:
    return np.frombuffer(packed, dtype=np.uint8)
