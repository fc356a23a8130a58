"""A language model rewords drafts: its borne sentences come in, and no fault of it ever touches the wrap-up."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest

from assist.providers.language import using
from assist.providers.language.base import (
    ModelBusy,
    ModelFailed,
    ModelLate,
    ModelMisconfigured,
    ModelRefused,
)
from assist.providers.language.scripted import ScriptedModel
from assist.wrapup.actions import Writing, save_wrap_up
from assist.wrapup.drafting import reword_draft
from assist.wrapup.models import WrapUp
from assist.wrapup.rewording import reworded
from assist.wrapup.tasks import reword_drafted
from cases.events.actors import SYSTEM, Actor
from cases.events.models import Event
from cases.events.queries import timeline_of
from cases.interactions.actions import post_turn
from cases.interactions.models import Interaction
from cases.interactions.passing import start_wrap_up
from cases.people.models import User

SAID = "Hello, my kettle leaks. I would like my money back please."
ANSWERED = "I'm sorry. We will collect it by Friday."
FAULTS: list[Any] = [
    ModelFailed("500"),
    ModelLate("slow"),
    ModelBusy("429"),
    ModelRefused("no"),
    ModelMisconfigured("no key"),
    "this is no JSON",
    '{"sentences": [{"slot": "wan',
    {"sentences": "none"},
    {"sentences": [{"slot": "wanted", "text": "The customer's kettle leaks.", "from": ["t2"], "more": 1}]},
    {"sentences": []},
]


@pytest.fixture
def model() -> Iterator[ScriptedModel]:
    scripted = ScriptedModel()
    with using(scripted):
        yield scripted


@pytest.fixture
def ended(connected: Interaction, says: Callable[..., Any], agent: User, at: datetime) -> Interaction:
    says(connected, SAID)
    post_turn(interaction=connected, text=ANSWERED, by=Actor.of(agent), at=at, external_id="answer")
    start_wrap_up(interaction=connected, by=Actor.of(agent), at=at)
    connected.refresh_from_db()
    return connected


@pytest.fixture
def wrap_up(ended: Interaction, settle: Callable[[], int]) -> WrapUp:
    """Drafted without a model: what follows connects one."""
    with using(None):
        settle()
    return WrapUp.objects.get(interaction=ended)


def drafted(wrap_up: WrapUp) -> Event:
    return timeline_of(wrap_up.case).filter(name="wrap_up.drafted").last()  # type: ignore[return-value]


def sentences(wrap_up: WrapUp, *rows: tuple[str, str, str]) -> dict[str, Any]:
    """Rows of slot, text, and the words of the turn that they cite."""
    seqs = {turn.text: f"t{turn.seq}" for turn in wrap_up.interaction.turns.all()}
    cite = {said: name for text, name in seqs.items() for said in (SAID, ANSWERED) if said == text}
    return {"sentences": [{"slot": slot, "text": text, "from": [cite[said]]} for slot, text, said in rows]}


def test_borne_sentences_come_in_and_invented_ones_do_not(model: ScriptedModel, wrap_up: WrapUp) -> None:
    model.lines = [
        sentences(
            wrap_up,
            ("wanted", "The customer's kettle leaks and they would like their money back.", SAID),
            ("wanted", "The customer wants a compensation of $50.", SAID),
            ("promised", "We will collect it by Friday.", ANSWERED),
        )
    ]
    reword_drafted(drafted(wrap_up))
    wrap_up.refresh_from_db()
    assert "The customer's kettle leaks and they would like their money back." in wrap_up.text
    assert "$50" not in wrap_up.text
    assert wrap_up.draft_versions["language_model"] == "scripted"
    assert wrap_up.rule_lines != wrap_up.draft_lines
    assert "language model" in drafted(wrap_up).sentence
    assert len(wrap_up.follow_ups) == 1


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: type(fault).__name__)
def test_no_fault_of_the_model_touches_the_draft(fault: Any, model: ScriptedModel, wrap_up: WrapUp) -> None:
    model.lines = [fault, fault, fault]
    before, event = wrap_up.text, drafted(wrap_up)
    reword_drafted(event)
    wrap_up.refresh_from_db()
    assert wrap_up.text == before
    assert wrap_up.draft_versions["language_model"] == ""
    assert drafted(wrap_up) == event


def test_what_somebody_has_begun_to_correct_is_left_alone(
    model: ScriptedModel, wrap_up: WrapUp, agent: User, at: datetime
) -> None:
    model.lines = [
        sentences(
            wrap_up, ("wanted", "The customer's kettle leaks and they would like their money back.", SAID)
        )
    ]
    lines, name = reworded(wrap_up, at=at)
    save_wrap_up(wrap_up=wrap_up, writing=Writing("Mine.", "resolved", "", []), by=Actor.of(agent), at=at)
    reword_draft(wrap_up=wrap_up, lines=lines, language_model=name, by=SYSTEM, at=at)
    reword_drafted(drafted(wrap_up))
    wrap_up.refresh_from_db()
    assert lines
    assert wrap_up.text == "Mine."
    assert len(model.heard) == 1


def test_its_own_words_are_not_reworded_again(model: ScriptedModel, wrap_up: WrapUp) -> None:
    model.lines = [
        sentences(
            wrap_up, ("wanted", "The customer's kettle leaks and they would like their money back.", SAID)
        )
    ]
    reword_drafted(drafted(wrap_up))
    reword_drafted(drafted(wrap_up))
    assert len(model.heard) == 1


def test_without_a_model_nothing_is_asked(wrap_up: WrapUp) -> None:
    with using(None):
        reword_drafted(drafted(wrap_up))
    wrap_up.refresh_from_db()
    assert wrap_up.draft_versions == {"rules": "rules 2", "notes": "", "language_model": ""}
