from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest

from assist.providers.language import using
from assist.providers.language.base import ModelLate
from assist.providers.language.scripted import ScriptedModel
from assist.wrapup.summarising import summarised
from assist.wrapup.telling.teller import Retold, Talk, talk_of

pytestmark = pytest.mark.django_db
TURNS = [
    ("a", "Good morning. I'd like to rent a car for three days."),
    ("b", "A compact one costs 40 dollars a day."),
    ("a", "That is fine. I'll take it."),
]
OURS = [
    Retold("Ann wants to rent a car for three days.", (0,)),
    Retold("Ben says it costs 40 dollars.", (1,)),
]


@pytest.fixture
def talk() -> Talk:
    return talk_of(TURNS, {"a": "Ann", "b": "Ben"})


@pytest.fixture
def model() -> Iterator[ScriptedModel]:
    scripted = ScriptedModel()
    with using(scripted):
        yield scripted


def said(*rows: tuple[str, list[str]]) -> dict[str, Any]:
    return {"sentences": [{"text": text, "from": names} for text, names in rows]}


def test_borne_sentences_are_taken_and_ours_replaces_the_others(
    model: ScriptedModel, talk: Talk, at: datetime
) -> None:
    model.lines = [
        said(("Ann wants a car for three days.", ["t0"]), ("Ben gives a discount of 10 dollars.", ["t1"]))
    ]
    told = summarised(talk, OURS, at=at)
    assert [one.text for one in told] == ["Ann wants a car for three days.", "Ben says it costs 40 dollars."]
    assert told[0].turns == (0,)


def test_ours_stands_when_the_model_gives_nothing(model: ScriptedModel, talk: Talk, at: datetime) -> None:
    for line in (ModelLate("slow"), "no JSON", said(), said(("They fly to Mars.", ["t0"]))):
        model.lines = [line] * 3
        assert summarised(talk, OURS, at=at) == OURS
    with using(None):
        assert summarised(talk, OURS, at=at) == OURS


def test_notes_of_the_past_show_the_manner_only(model: ScriptedModel, talk: Talk, at: datetime) -> None:
    model.lines = [said(("Ann buys a house.", ["x0"]))]
    assert summarised(talk, OURS, examples=["Ann buys a house."], at=at) == OURS
    assert "Ann buys a house." in model.heard[0].user
