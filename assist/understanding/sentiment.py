"""Sentiment and frustration: a head trained on our own labelled lines, then rules for what the head cannot see."""

import csv
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from assist.providers.embeddings import embed
from assist.understanding import cues
from assist.understanding.features import Head, Shares, Vectors, folds_of, softmax
from assist.understanding.rules import FRUSTRATED_FROM, Mood

FILE = Path(__file__).parent / "sentiment.tsv"
STRENGTH = 6.0
LABELS = ("negative", "neutral", "positive")
CLEAR = 0.35  # the sentiment from which a turn counts as positive, or as negative below its opposite


@dataclass(frozen=True)
class Line:
    text: str
    label: str
    is_frustrated: bool


@cache
def labelled_lines() -> tuple[Line, ...]:
    with FILE.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return tuple(Line(row["text"], row["label"], row["frustrated"] == "1") for row in rows)


class SentimentModel:
    def __init__(self, lines: Sequence[Line], vectors: Vectors | None = None) -> None:
        texts = [line.text for line in lines]
        self.version = hashlib.sha256(
            "\n".join(f"{x.label}{x.is_frustrated:d}{x.text}" for x in lines).encode()
        ).hexdigest()[:12]
        vectors = embed(texts) if vectors is None else vectors
        self._mood = Head(texts, vectors, [line.label for line in lines], STRENGTH)
        self._frustration = Head(texts, vectors, [str(line.is_frustrated) for line in lines], STRENGTH)

    def mood(self, text: str, vector: Vectors, earlier: Sequence[str] = ()) -> Mood:
        """The customer's mood in this turn. `earlier` are their turns before: asking twice is a sign of its own."""
        shares = softmax(self._mood.scores([text], vector[None, :]))[0]
        frustrated = softmax(self._frustration.scores([text], vector[None, :]))[0]
        by_label = dict(zip(self._mood.labels, shares, strict=True))
        is_frustrated = float(dict(zip(self._frustration.labels, frustrated, strict=True))["True"])
        return judged(text, by_label["positive"] - by_label["negative"], is_frustrated, earlier)


def judged(text: str, sentiment: float, frustration: float, earlier: Sequence[str]) -> Mood:
    """The head's reading, corrected by wordings that say something for certain."""
    cue = ""
    if found := cues.sarcasm(text) or cues.frustration(text):
        cue, sentiment, frustration = found, min(sentiment, -0.6), max(frustration, 0.8)
    elif found := cues.repeated(text) or cues.pushback(text) or cues.thanks_but(text):
        cue, sentiment, frustration = found, min(sentiment, sentiment - 0.3, 0.0), frustration + 0.2
    elif found := cues.not_negative(text):
        cue, sentiment, frustration = found, max(sentiment, -0.1), min(frustration, 0.3)
    elif cues.is_small_talk(text):
        sentiment, frustration = max(sentiment, 0.0), min(frustration, 0.2)
    if _said_before(text, earlier):
        cue, frustration = cue or "the same words again", frustration + 0.25
    sentiment, frustration = (
        round(float(np.clip(sentiment, -1, 1)), 3),
        round(float(np.clip(frustration, 0, 1)), 3),
    )
    return Mood(sentiment, label_of(sentiment, frustration), frustration, cue)


def label_of(sentiment: float, frustration: float) -> str:
    if sentiment <= -CLEAR or frustration >= FRUSTRATED_FROM + 0.15:
        return "negative"
    return "positive" if sentiment >= CLEAR else "neutral"


def _said_before(text: str, earlier: Sequence[str]) -> bool:
    plain = " ".join(text.lower().split())
    return len(plain) > 12 and any(plain == " ".join(before.lower().split()) for before in earlier)


def held_out_moods(count: int = 5) -> list[tuple[Line, Mood]]:
    """Each labelled line with the mood by a model that had not seen it."""
    lines = labelled_lines()
    vectors, folds = embed([line.text for line in lines]), folds_of([line.label for line in lines], count)
    moods: list[tuple[Line, Mood]] = []
    for fold in range(count):
        seen = np.flatnonzero(folds != fold)
        model = SentimentModel([lines[i] for i in seen], vectors[seen])
        moods += [(lines[i], model.mood(lines[i].text, vectors[i])) for i in np.flatnonzero(folds == fold)]
    return moods


__all__ = [
    "LABELS",
    "Line",
    "SentimentModel",
    "Shares",
    "held_out_moods",
    "judged",
    "label_of",
    "labelled_lines",
]
