from functools import cache

import numpy as np
import pytest

from assist.providers.embeddings import embed
from assist.understanding import mood_trainer
from assist.understanding.course.moments import Moment
from assist.understanding.course.words import Words
from assist.understanding.rules import Mood
from assist.understanding.sentiment import HELD_OUT_FILE, SentimentModel, labelled_lines


@cache
def model() -> SentimentModel:
    return SentimentModel.fit(labelled_lines())


def mood(now: str, *, answer: str = "", earlier: str = "") -> Mood:
    moment = Moment(now, (earlier,) if earlier else (), (answer,) if answer else ())
    return model().mood(moment, embed([now])[0])


def test_no_line_of_the_held_out_file_is_trained_on() -> None:
    trained = {(line.text.lower(), line.before) for line in labelled_lines()}
    assert not trained & {(line.text.lower(), line.before) for line in labelled_lines(HELD_OUT_FILE)}


def test_the_labelled_file_has_varied_lines_and_each_once() -> None:
    lines = [(line.text, line.before) for line in labelled_lines()]
    assert len(lines) == len(set(lines)) >= 700
    assert {line.label for line in labelled_lines()} == {"negative", "neutral", "positive"}


def test_lines_that_nothing_was_tuned_on_are_read_as_well_as_reported() -> None:
    lines = labelled_lines(HELD_OUT_FILE)
    vectors = embed([line.text for line in lines])
    moods = [model().mood(line.moment, vector) for line, vector in zip(lines, vectors, strict=True)]
    figures = mood_trainer.figures(lines, moods)
    assert figures["accuracy"] >= 0.85
    assert figures["frustrated_recall"] >= 0.8
    assert figures["frustrated_precision"] >= 0.78


@pytest.mark.parametrize(
    "text",
    [
        "Thanks, but that doesn't answer my question.",
        "Wow, only 45 minutes on hold. Impressive service.",
        "Oh lovely, now it is broken as well.",
        "I've told you my number twice already.",
    ],
)
def test_polite_or_mocking_words_do_not_hide_frustration(text: str) -> None:
    assert mood(text).is_frustrated
    assert mood(text).label == "negative"


@pytest.mark.parametrize(
    "text",
    ["I'm not unhappy with the desk, I just need a bigger one.", "I'm not angry, I only want to know why."],
)
def test_a_denied_complaint_is_none(text: str) -> None:
    assert mood(text).label == "neutral"
    assert not mood(text).is_frustrated


def test_the_same_words_weigh_more_when_the_answer_missed_them() -> None:
    question = "Can we bring our own food?"
    fresh = mood(question, answer="Hello, how can I help?")
    missed = mood(question, answer="Our rooms have a projector.", earlier=question)
    assert missed.frustration > fresh.frustration
    assert missed.sentiment < fresh.sentiment


def test_training_twice_gives_the_same_bytes_and_a_kept_model_reads_the_same() -> None:
    lines = mood_trainer.own_lines()
    one = mood_trainer.train(lines, seed=1, progress=lambda _share, _words: None)
    other = mood_trainer.train(lines, seed=2, progress=lambda _share, _words: None)
    assert one.to_bytes() == other.to_bytes() == model().to_bytes()
    kept = mood_trainer.read(one.to_bytes())
    moment = Moment("This is the third time I ask.", ("Where is it?",), ("Please wait.",))
    vector = embed([moment.now])[0]
    assert kept.mood(moment, vector) == one.mood(moment, vector)


def test_the_figures_of_a_model_are_shares() -> None:
    figures = mood_trainer.evaluate(model(), mood_trainer.own_lines())
    assert 0.85 < figures["accuracy"] <= 1
    assert set(figures) >= {"macro_recall", "frustrated_recall", "frustrated_precision"}


def test_words_that_were_never_seen_weigh_nothing() -> None:
    words = Words.of(["the red lamp", "the blue lamp"], 1)
    columns, weights = words.row("zebra zebra")
    assert len(columns) == len(weights) == 0
    assert np.isclose(np.linalg.norm(words.row("red lamp")[1]), 1)
