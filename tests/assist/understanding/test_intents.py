"""The engine of intents: the same for one example and for many, and the same again when it is read back."""

from functools import cache
from pathlib import Path

import numpy as np
import pytest

from assist.providers.embeddings import embed
from assist.registry.material import Line, Lines
from assist.taxonomy.files import read_taxonomy
from assist.understanding import trainer
from assist.understanding.calibration import Confidence, calibrated, largest_gap, reliability
from assist.understanding.fitting import MOST, fit_intents, thinned
from assist.understanding.intents import IntentModel, Labelled
from assist.understanding.plots import reliability_plot
from assist.understanding.scope import KNOWN, UNTAUGHT, taught

DEMO = Path(__file__).resolve().parents[3] / "agentdesk/demo/content/taxonomy.yaml"
LINES = ("where is my order", "I want my money back", "where's my package", "Cancel it, I want a refund")


@cache
def examples() -> tuple[Labelled, ...]:
    return tuple(Labelled(text, entry.key) for entry in read_taxonomy(DEMO) for text in entry.examples)


@cache
def model() -> IntentModel:
    return fit_intents(examples(), "out_of_scope")


def readings(model: IntentModel) -> list[object]:
    return [model.rank(text, vector) for text, vector in zip(LINES, embed(LINES), strict=True)]


def test_a_model_read_back_says_the_same() -> None:
    assert readings(IntentModel.from_bytes(model().to_bytes())) == readings(model())


def test_the_same_examples_give_the_same_bytes() -> None:
    assert fit_intents(examples(), "out_of_scope").to_bytes() == model().to_bytes()


def test_other_examples_give_another_version() -> None:
    assert fit_intents(examples()[:-1], "out_of_scope").version != model().version


def test_another_engines_artefact_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    artefact = model().to_bytes()
    monkeypatch.setattr("assist.understanding.intents.ENGINE", "another")
    with pytest.raises(ValueError, match="trained by the engine"):
        IntentModel.from_bytes(artefact)


@pytest.mark.parametrize("count", [1, 2, 5])
def test_a_few_examples_an_intent_are_enough_to_rank(count: int) -> None:
    orders = [
        "Where is my order?",
        "Has my parcel left yet?",
        "track my package",
        "no delivery yet",
        "when will it come",
    ]
    refunds = [
        "I want my money back",
        "refund me please",
        "return the payment",
        "pay me back",
        "money back now",
    ]
    few = [Labelled(t, "order") for t in orders[:count]] + [Labelled(t, "refund") for t in refunds[:count]]
    small = fit_intents(few)
    first = [reading[0][0].intent for reading in readings(small)]  # type: ignore[index]
    assert first == ["order", "refund", "order", "refund"]


def test_shares_keep_the_order_of_the_scores_and_sum_to_one_at_most() -> None:
    ranking, _ = model().rank(LINES[0], embed(LINES[:1])[0])
    confidences = [guess.confidence for guess in ranking]
    assert confidences == sorted(confidences, reverse=True)
    assert 0.9 < sum(confidences) <= 1.01


def test_confidence_is_learned_from_what_was_right() -> None:
    rng = np.random.default_rng(1)
    labels = rng.integers(0, 4, 3000)
    scores = rng.normal(0, 0.3, (3000, 4)).astype(np.float32)
    scores[np.arange(3000), labels] += 0.5
    confidence = calibrated(scores[:1500], labels[:1500])
    shares = confidence.shares(scores[1500:])
    bands = reliability(shares.max(axis=1), shares.argmax(axis=1) == labels[1500:])
    assert largest_gap(bands) <= 0.05
    assert (shares.argmax(axis=1) == scores[1500:].argmax(axis=1)).all()


def test_without_enough_examples_confidence_is_plain() -> None:
    assert calibrated(np.eye(3, dtype=np.float32), np.arange(3)) == Confidence()


def test_scope_without_examples_of_outside_rejects_only_the_strange() -> None:
    few = np.zeros((KNOWN - 1, 3))
    assert taught(few, np.ones(len(few), bool), few[:0], few, 5.0) == UNTAUGHT


def test_too_many_examples_are_thinned_evenly() -> None:
    many = [Labelled(str(i), "ab"[i % 2]) for i in range(MOST * 2)]
    kept = thinned(many)
    assert len(kept) <= MOST
    assert abs(sum(e.label == "a" for e in kept) - MOST // 2) <= 1


def test_the_trainer_trains_reads_and_evaluates() -> None:
    lines = [Line(e.text, e.label) for e in examples()]
    told: list[float] = []
    trained = trainer.train(
        Lines(tuple(lines[::2]), "out_of_scope"), seed=1, progress=lambda share, _: told.append(share)
    )
    figures = trainer.evaluate(trainer.read(trained.to_bytes()), Lines(tuple(lines[1::2]), "out_of_scope"))
    assert told == sorted(told)
    assert told[-1] == 1.0
    assert figures["top3"] > 0.75
    single = {"accuracy", "in_scope_accuracy", "top3", "out_of_scope_recall", "calibration_gap"}
    assert set(figures) == {*single, "per_class", "reliability"}
    assert sum(row["n"] for row in figures["per_class"].values()) == len(
        [line for line in lines[1::2] if line.label != "out_of_scope"]
    )


def test_the_plot_shows_every_band() -> None:
    plot = reliability_plot(reliability([0.2, 0.95, 0.96], [False, True, True]), "A plot")
    assert plot.count("<circle") == 2
    assert "says 96%, right 100%, 2 cases" in plot
