"""What held-out scores teach: mistakes that repeat are mended, and few examples change next to nothing."""

import io
import json

import numpy as np
import pytest

from assist.understanding.correction import Correction, learned
from assist.understanding.fitting import fit_intents
from assist.understanding.intents import IntentModel, Labelled


def scores_with_a_habit(count: int) -> tuple[np.ndarray, np.ndarray]:
    """Three intents. The third is always outshone by the first, but then the second has a little, which it never has else."""
    usual = np.array([[0.9, 0.0, 0.3], [0.0, 0.9, 0.1], [0.6, 0.3, 0.5]], dtype=np.float32)
    labels = np.arange(count) % 3
    noise = np.random.default_rng(1).normal(0, 0.03, (count, 3)).astype(np.float32)
    return usual[labels] + noise, labels


def test_a_mistake_that_repeats_is_mended_on_examples_not_seen() -> None:
    scores, labels = scores_with_a_habit(900)
    assert (scores.argmax(axis=1) == labels).mean() < 0.75
    correction, apart = learned(scores, labels)
    assert (apart.argmax(axis=1) == labels).mean() > 0.95
    fresh, right = scores_with_a_habit(30)
    assert (correction.of(fresh).argmax(axis=1) == right).all()


def test_the_fewer_the_examples_the_less_is_changed() -> None:
    sizes = [float(np.abs(learned(*scores_with_a_habit(n))[0].moves).max()) for n in (6, 60, 600)]
    assert sizes == sorted(sizes)
    assert sizes[0] < 0.6 * sizes[2]


def test_scores_that_are_right_stay_in_their_order() -> None:
    labels = np.arange(200) % 4
    scores = np.eye(4, dtype=np.float32)[labels] * 0.8 + 0.05
    correction, apart = learned(scores, labels)
    assert (apart.argmax(axis=1) == labels).all()
    assert (correction.of(scores).argmax(axis=1) == labels).all()


def test_the_same_scores_teach_the_same() -> None:
    first, second = (learned(*scores_with_a_habit(90)) for _ in range(2))
    assert np.array_equal(first[0].moves, second[0].moves)
    assert np.array_equal(first[1], second[1])


@pytest.mark.parametrize("labels", [1, 2, 7])
def test_nothing_learned_changes_nothing(labels: int) -> None:
    scores = np.random.default_rng(2).random((5, labels), dtype=np.float32)
    assert np.array_equal(Correction.none(labels).of(scores), scores)


def test_an_artefact_from_before_the_correction_is_still_read() -> None:
    model = fit_intents([Labelled("where is my parcel", "order"), Labelled("pay me back", "refund")])
    arrays = dict(np.load(io.BytesIO(model.to_bytes())))
    del arrays["moves"]
    told = {**json.loads(bytes(arrays["told"])), "engine": "likeness-1"}
    arrays["told"] = np.frombuffer(json.dumps(told).encode(), dtype=np.uint8)
    file = io.BytesIO()
    np.savez_compressed(file, **arrays)
    older = IntentModel.from_bytes(file.getvalue())
    assert np.array_equal(older.correction.moves, np.zeros((2, 2)))
    assert older.names == model.names
