"""The learnt part of telling: the chance of every word and pair to stand in the note, and the note's length."""

import hashlib
import io
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assist.wrapup.telling.concepts import Context, ones, pairs
from assist.wrapup.telling.prior import Floats, PairKey, Prior, WordKey

CODE_VERSION = 1
FOLDS = 4
STRENGTH = 0.3  # of the logistic regression, as scikit-learn's C


@dataclass(frozen=True)
class Chances:
    """For one conversation. What is not named has the smallest chance."""

    words: dict[WordKey, float]
    pairs: dict[PairKey, float]
    length: float


@dataclass(frozen=True)
class Linear:
    """A logistic regression over standardised columns."""

    mean: Floats
    scale: Floats
    slope: Floats
    start: float

    @classmethod
    def fit(cls, rows: Floats, is_kept: NDArray[np.bool_]) -> "Linear":
        from sklearn.linear_model import LogisticRegression  # slow to import, and only training needs it

        mean, spread = rows.mean(axis=0), rows.std(axis=0)
        scale = np.where(
            spread < 1e-6, 1.0, spread
        )  # a column that never varied says nothing, however it varies later
        fitted = LogisticRegression(C=STRENGTH, max_iter=500).fit((rows - mean) / scale, is_kept)
        return cls(mean, scale, fitted.coef_[0], float(fitted.intercept_[0]))

    def chances(self, rows: Floats) -> Floats:
        score = ((rows - self.mean) / self.scale) @ self.slope + self.start
        found: Floats = 1 / (1 + np.exp(-np.clip(score, -30, 30)))
        return found


@dataclass(frozen=True)
class Lesson:
    """A conversation with the note that a person wrote, both as stems with marks."""

    context: Context
    note: tuple[str, ...]


@dataclass(frozen=True)
class Weights:
    """Fitted on lessons; the same lessons give the same weights."""

    prior: Prior
    word: Linear
    pair: Linear
    length: Floats

    @classmethod
    def fit(cls, lessons: Sequence[Lesson]) -> "Weights":
        prior = Prior.over((lesson.context, lesson.note) for lesson in lessons)
        rows = [prior.word_rows(lesson.context, lesson.note) for lesson in lessons]
        kept = [
            np.array([key in set(ones(lesson.note)) for key in keys])
            for lesson, (keys, _) in zip(lessons, rows, strict=True)
        ]
        pair_rows, pair_kept = [], []
        for lesson, chances in zip(lessons, _held_out(rows, kept), strict=True):
            keys, table = prior.pair_rows(lesson.context, chances, lesson.note)
            if keys:
                noted = set(pairs(lesson.note))
                pair_rows.append(table)
                pair_kept.append(np.array([key in noted for key in keys]))
        sizes = np.array([_size(lesson.context) for lesson in lessons])
        length = np.linalg.lstsq(sizes, np.array([len(lesson.note) for lesson in lessons]), rcond=None)[0]
        return cls(
            prior,
            Linear.fit(np.vstack([table for _, table in rows]), np.concatenate(kept)),
            Linear.fit(np.vstack(pair_rows), np.concatenate(pair_kept)),
            length,
        )

    def chances(self, context: Context) -> Chances:
        keys, table = self.prior.word_rows(context)
        words = dict(zip(keys, self.word.chances(table).tolist(), strict=True))
        pair_keys, pair_table = self.prior.pair_rows(context, words)
        found = self.pair.chances(pair_table).tolist() if pair_keys else []
        length = float(np.array(_size(context)) @ self.length)
        return Chances(words, dict(zip(pair_keys, found, strict=True)), max(5.0, length))

    def to_bytes(self) -> bytes:
        """npz with the counts as JSON; no pickle."""
        arrays: dict[str, Any] = {"length": self.length, "code": np.array(CODE_VERSION)}
        for name, part in (("word", self.word), ("pair", self.pair)):
            arrays |= {f"{name}_mean": part.mean, f"{name}_scale": part.scale, f"{name}_slope": part.slope}
            arrays[f"{name}_start"] = np.array(part.start)
        arrays["prior"] = np.frombuffer(json.dumps(_plain(self.prior)).encode(), dtype=np.uint8)
        held = io.BytesIO()
        np.savez_compressed(held, **arrays)
        return held.getvalue()

    @classmethod
    def from_bytes(cls, artefact: bytes) -> "Weights":
        """Raises ValueError where the artefact was made by other code."""
        with np.load(io.BytesIO(artefact), allow_pickle=False) as held:
            if int(held["code"]) != CODE_VERSION:
                raise ValueError(
                    f"These weights are of version {held['code']}, the code is of {CODE_VERSION}."
                )
            word, pair = (
                Linear(held[f"{n}_mean"], held[f"{n}_scale"], held[f"{n}_slope"], float(held[f"{n}_start"]))
                for n in ("word", "pair")
            )
            return cls(_prior(json.loads(held["prior"].tobytes())), word, pair, held["length"])

    @property
    def version(self) -> str:
        """A digest of all that was learnt and of the code that uses it."""
        learnt = (
            json.dumps(_plain(self.prior)).encode() + self.word.slope.tobytes() + self.pair.slope.tobytes()
        )
        return f"{CODE_VERSION}-{hashlib.sha256(learnt).hexdigest()[:12]}"


def _held_out(
    rows: Sequence[tuple[list[WordKey], Floats]], kept: Sequence["NDArray[np.bool_]"]
) -> list[dict[WordKey, float]]:
    """The chances of every lesson's words by a model that has not seen the lesson."""
    folds = min(FOLDS, len(rows))
    models = [
        Linear.fit(
            np.vstack([table for n, (_, table) in enumerate(rows) if n % folds != fold]),
            np.concatenate([row for n, row in enumerate(kept) if n % folds != fold]),
        )
        for fold in range(folds)
    ]
    return [
        dict(zip(keys, models[n % folds].chances(table).tolist(), strict=True))
        for n, (keys, table) in enumerate(rows)
    ]


def _size(context: Context) -> list[float]:
    return [1.0, float(np.log(context.size + 1)), float(len(context.turns))]


def _plain(prior: Prior) -> dict[str, Any]:
    """Sorted, so that the same lessons give the same bytes."""
    counters = {name: getattr(prior, name) for name in ("kept", "kept_pairs", "told", "told_pairs", "heard")}
    return {"notes": prior.notes} | {name: sorted(counted.items()) for name, counted in counters.items()}


def _prior(plain: dict[str, Any]) -> Prior:
    def word(key: list[Any]) -> WordKey:
        return key[0], key[1]

    def pair(key: list[Any]) -> PairKey:
        return (key[0][0], key[0][1]), key[1]

    return Prior(
        plain["notes"],
        Counter({word(key): n for key, n in plain["kept"]}),
        Counter({pair(key): n for key, n in plain["kept_pairs"]}),
        Counter(dict(plain["told"])),
        Counter({(key[0], key[1]): n for key, n in plain["told_pairs"]}),
        Counter(dict(plain["heard"])),
    )
