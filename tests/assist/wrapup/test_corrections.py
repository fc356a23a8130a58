from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from assist.registry.material import Notes
from assist.wrapup import trainer
from assist.wrapup.actions import Writing, confirm_wrap_up
from assist.wrapup.corrections import corrected_notes
from assist.wrapup.models import WrapUp
from cases.casefiles.actions import resolve_case
from cases.events.actors import Actor
from cases.interactions.models import Interaction
from cases.people.models import User


@pytest.fixture
def wrap_up(
    connected: Interaction, says: Callable[..., Any], agent: User, settle: Callable[[], int], at: datetime
) -> WrapUp:
    says(connected, "Hello, my kettle leaks. I would like my money back please.")
    resolve_case(case=connected.case, outcome="Refunded", by=Actor.of(agent), at=at)
    settle()
    return WrapUp.objects.get(interaction=connected)


def confirm(wrap_up: WrapUp, text: str, agent: User, at: datetime) -> None:
    confirm_wrap_up(wrap_up=wrap_up, writing=Writing(text, "resolved", "", []), by=Actor.of(agent), at=at)


def test_a_correction_is_a_pair_of_the_talk_and_the_persons_own_words(
    wrap_up: WrapUp, agent: User, at: datetime
) -> None:
    recorded = [line["text"] for line in wrap_up.draft_lines if line["slot"] == "outcome"]
    confirm(wrap_up, "\n".join(["The customer's kettle drips.", *recorded]), agent, at)
    (pair,) = corrected_notes().talks
    assert pair.note == "The customer's kettle drips."
    assert pair.turns[0] == ("customer", "Hello, my kettle leaks. I would like my money back please.")
    assert pair.labels == {"customer": "the customer", "us": "we"}
    assert pair.customer == str(wrap_up.case.customer_id)


def test_what_was_confirmed_as_drafted_is_no_correction(wrap_up: WrapUp, agent: User, at: datetime) -> None:
    confirm(wrap_up, wrap_up.draft_text, agent, at)
    assert len(corrected_notes()) == 0
    assert len(corrected_notes(also_unchanged=True)) == 1


def test_both_versions_stay(wrap_up: WrapUp, agent: User, at: datetime) -> None:
    before = wrap_up.draft_text
    confirm(wrap_up, "Mine.", agent, at)
    wrap_up.refresh_from_db()
    assert (wrap_up.text, wrap_up.draft_text) == ("Mine.", before)
    assert wrap_up.draft_versions["rules"]


def test_too_few_notes_teach_nothing() -> None:
    with pytest.raises(ValueError, match="too few"):
        trainer.train(Notes(()), seed=1, progress=lambda share, words: None)
