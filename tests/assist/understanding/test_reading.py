"""The real models on the demo's taxonomy: what they must get right, and how well they do on lines they had not seen."""

from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from assist.taxonomy.files import read_taxonomy
from assist.understanding.fitting import fit_intents
from assist.understanding.intents import Labelled
from assist.understanding.learning import built_in_sentiment
from assist.understanding.reading import Models, understand
from assist.understanding.rules import Context, Understood
from assist.understanding.sentiment import held_out_moods, labelled_lines

AT = datetime(2026, 3, 4, 10, tzinfo=UTC)
DEMO = Path(__file__).resolve().parents[3] / "agentdesk/demo/content/taxonomy.yaml"


@cache
def models() -> Models:
    examples = [Labelled(text, entry.key) for entry in read_taxonomy(DEMO) for text in entry.examples]
    grave = frozenset({"crisis", "health_matter", "legal_regulatory"})
    return Models(fit_intents(examples, "out_of_scope"), built_in_sentiment(), "crisis", grave)


def read(text: str, **context: object) -> Understood:
    return understand(text, Context(at=AT, **context), models())  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("Could you tell me where my parcel is? It was supposed to be here by now", "order_status"),
        ("When do you close on Saturdays?", "opening_hours"),
        ("Please send my order to my new flat instead, I have moved", "address_change"),
        ("The monitor came out of the box with a cracked screen", "damaged_on_arrival"),
        ("I can't remember my password", "password_reset"),
        ("you have taken the money for my order two times", "billing_dispute"),
        ("I no longer want the care plan, please end it", "cancel_plan"),
        ("my solicitor will write to you about a breach of data protection law", "legal_regulatory"),
        ("I don't want to live any more", "crisis"),
    ],
)
def test_requests_in_other_words_than_the_examples_are_understood(text: str, intent: str) -> None:
    assert read(text).intent == intent


@pytest.mark.parametrize(
    "text",
    ["Can you recommend a good film for tonight?", "What is the capital of Peru?", "Who won the election?"],
)
def test_what_no_intent_covers_is_out_of_scope(text: str) -> None:
    assert read(text).scope.is_out


def test_an_order_number_alone_keeps_the_belief_and_gives_the_entity() -> None:
    understood = read("it's 58213", belief={"order_status": 1.0})
    assert (understood.intent, dict(understood.belief)) == ("", {"order_status": 1.0})
    assert understood.entities[0].value == "58213"


def test_danger_outweighs_whatever_the_case_was_about() -> None:
    understood = read("where is it? I want to kill myself", belief={"order_status": 1.0})
    assert understood.crisis
    assert next(iter(understood.belief)) == "crisis"


def test_the_top_three_are_ranked_with_confidence() -> None:
    ranking = read("where is my order").ranking
    assert len(ranking) == 3
    assert ranking[0].confidence > ranking[1].confidence >= ranking[2].confidence


def test_the_same_input_gives_the_same_answer_and_names_its_versions() -> None:
    assert read("where is my order 58213") == read("where is my order 58213")
    assert all(models().versions.values())


@pytest.mark.parametrize(
    ("text", "label", "is_frustrated"),
    [
        ("I'm fed up, nobody answers and I'm still waiting", "negative", True),
        ("Oh great, another automated message", "negative", True),
        ("Thank you, that was really quick!", "positive", False),
        ("I want to cancel my subscription", "neutral", False),
        ("Please renew my subscription", "neutral", False),
        ("Nothing wrong with it, I just need a different colour", "neutral", False),
    ],
)
def test_moods(text: str, label: str, is_frustrated: bool) -> None:
    mood = read(text).mood
    assert (mood.label, mood.is_frustrated) == (label, is_frustrated)


def test_intents_on_held_out_lines_are_as_good_as_measured() -> None:
    model = models().intents
    assert model is not None
    assert model.held_out is not None
    shares, labels = model.held_out.shares, model.held_out.labels
    right = np.array(
        [model.names[i] == label for i, label in zip(shares.argmax(axis=1), labels, strict=True)]
    )
    assert right.mean() >= 0.74
    sure = shares.max(axis=1) >= 0.8
    assert right[sure].mean() >= 0.88


def test_sentiment_on_held_out_lines_is_as_good_as_measured() -> None:
    moods = held_out_moods()
    assert len(labelled_lines()) >= 520
    assert np.mean([line.label == mood.label for line, mood in moods]) >= 0.80
    found = [mood.is_frustrated for line, mood in moods if line.is_frustrated]
    assert np.mean(found) >= 0.75
