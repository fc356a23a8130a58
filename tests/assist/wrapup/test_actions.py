from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from assist.wrapup.actions import (
    Writing,
    confirm_wrap_up,
    end_overdue,
    extend_wrap_up,
    save_wrap_up,
)
from assist.wrapup.drafting import draft_wrap_up
from assist.wrapup.models import WrapUp
from assist.wrapup.refusals import (
    NoMoreTime,
    NotDrafted,
    NotYourWrapUp,
    WrapUpConfirmedAlready,
    WrapUpSavedElsewhere,
    WrapUpStillRuns,
)
from assist.writeback.models import CrmWrite
from cases.casefiles.actions import resolve_case
from cases.events.actors import SYSTEM, Actor
from cases.events.queries import timeline_of, verify_chain
from cases.followups.models import FollowUp
from cases.interactions.actions import post_turn
from cases.interactions.models import Interaction
from cases.interactions.passing import start_wrap_up
from cases.people.models import User
from cases.routing.models import Queue

WRITING = Writing("Replacement agreed.", "resolved", "Replacement sent", [])
MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def without_crm(monkeypatch: pytest.MonkeyPatch) -> None:
    """These stories end at the outbox; what comes behind it has drills of its own."""
    monkeypatch.setattr("assist.writeback.tasks.deliver_writes", lambda: 0)


@pytest.fixture
def ended(connected: Interaction, says: Callable[..., Any], agent: User, at: datetime) -> Interaction:
    """A contact in wrap-up: a cracked monitor, a promise, resolved."""
    says(connected, "Hello, my monitor arrived with a cracked screen. I would like a replacement please.")
    text = "I have sent a replacement. You will receive it within 3 working days."
    post_turn(interaction=connected, text=text, by=Actor.of(agent), at=at, external_id="answer")
    resolve_case(case=connected.case, outcome="Replacement sent", by=Actor.of(agent), at=at)
    start_wrap_up(interaction=connected, by=Actor.of(agent), at=at)
    connected.refresh_from_db()
    return connected


@pytest.fixture
def wrap_up(ended: Interaction, settle: Callable[[], int]) -> WrapUp:
    settle()
    return WrapUp.objects.get(interaction=ended)


def test_when_the_case_is_resolved_the_draft_is_there(wrap_up: WrapUp) -> None:
    assert wrap_up.text == wrap_up.draft_text
    assert "monitor arrived with a cracked screen" in wrap_up.text
    assert (wrap_up.disposition, wrap_up.disposition_reason) == ("resolved", "Replacement sent")
    assert len(wrap_up.follow_ups) == 1


def test_the_draft_is_recorded_once_and_made_anew_until_it_is_touched(wrap_up: WrapUp, at: datetime) -> None:
    interaction = wrap_up.interaction
    draft_wrap_up(interaction=interaction, by=SYSTEM, at=at)
    drafted = [event for event in timeline_of(wrap_up.case) if event.name == "wrap_up.drafted"]
    assert len(drafted) == 1
    seqs = set(timeline_of(wrap_up.case).values_list("seq", flat=True))
    assert all(set(line["seqs"]) <= seqs for line in drafted[0].payload["lines"])


def test_what_is_typed_is_kept_and_no_draft_overwrites_it(wrap_up: WrapUp, agent: User, at: datetime) -> None:
    save_wrap_up(wrap_up=wrap_up, writing=WRITING, by=Actor.of(agent), at=at)
    draft_wrap_up(interaction=wrap_up.interaction, by=SYSTEM, at=at)
    wrap_up.refresh_from_db()
    assert (wrap_up.text, wrap_up.version) == ("Replacement agreed.", 1)
    assert wrap_up.draft_text != wrap_up.text


def test_another_window_does_not_overwrite(wrap_up: WrapUp, agent: User, at: datetime) -> None:
    first = replace(WRITING, version=0)
    save_wrap_up(wrap_up=wrap_up, writing=first, by=Actor.of(agent), at=at)
    with pytest.raises(WrapUpSavedElsewhere):
        save_wrap_up(wrap_up=wrap_up, writing=first, by=Actor.of(agent), at=at)


def test_confirming_ends_the_contact_and_the_case_and_fills_the_outbox(
    wrap_up: WrapUp, agent: User, at: datetime, settle: Callable[[], int]
) -> None:
    planned = {"title": "Check the delivery", "due_on": "2026-11-27", "kind": "follow_up", "seq": 0}
    writing = replace(WRITING, follow_ups=[planned])
    confirm_wrap_up(wrap_up=wrap_up, writing=writing, by=Actor.of(agent), at=at)
    settle()
    wrap_up.refresh_from_db()
    assert (wrap_up.interaction.state, wrap_up.case.state) == ("closed", "closed")
    assert (wrap_up.confirmed_by, wrap_up.is_changed) == (agent, True)
    assert wrap_up.draft_text != wrap_up.text
    kinds = CrmWrite.objects.filter(case=wrap_up.case).values_list("kind", flat=True)
    assert sorted(kinds) == ["disposition", "fields", "note", "task"]
    follow_up = FollowUp.objects.get(case=wrap_up.case)
    assert (follow_up.owner, follow_up.due_on) == (agent, date(2026, 11, 27))
    assert verify_chain(wrap_up.case) == []


def test_confirming_twice_is_confirming_once(wrap_up: WrapUp, agent: User, at: datetime) -> None:
    for _ in range(2):
        confirm_wrap_up(wrap_up=wrap_up, writing=WRITING, by=Actor.of(agent), at=at)
    names = list(timeline_of(wrap_up.case).values_list("name", flat=True))
    assert names.count("wrap_up.confirmed") == names.count("interaction.closed") == 1
    with pytest.raises(WrapUpConfirmedAlready):
        save_wrap_up(wrap_up=wrap_up, writing=WRITING, by=Actor.of(agent), at=at)


def test_a_case_that_is_not_solved_stays_open(
    connected: Interaction, agent: User, at: datetime, settle: Callable[[], int]
) -> None:
    start_wrap_up(interaction=connected, by=Actor.of(agent), at=at)
    settle()
    wrap_up = WrapUp.objects.get(interaction=connected)
    writing = Writing("Nothing yet.", "unresolved", "The carrier must answer", [])
    confirm_wrap_up(wrap_up=wrap_up, writing=writing, by=Actor.of(agent), at=at)
    assert not WrapUp.objects.get(pk=wrap_up.pk).case.is_over


def test_another_agent_may_not_write_it_up(wrap_up: WrapUp, colleague: User, at: datetime) -> None:
    with pytest.raises(NotYourWrapUp):
        confirm_wrap_up(wrap_up=wrap_up, writing=WRITING, by=Actor.of(colleague), at=at)


def test_it_needs_an_outcome(wrap_up: WrapUp, agent: User, at: datetime) -> None:
    with pytest.raises(NotDrafted):
        confirm_wrap_up(wrap_up=wrap_up, writing=replace(WRITING, disposition=""), by=Actor.of(agent), at=at)


def in_mode(wrap_up: WrapUp, mode: str) -> None:
    WrapUp.objects.filter(pk=wrap_up.pk).update(mode=mode, seconds=60)


def test_more_time_ten_times(wrap_up: WrapUp, agent: User, at: datetime) -> None:
    in_mode(wrap_up, Queue.WrapUpMode.TIMED)
    for _ in range(10):
        extend_wrap_up(wrap_up=wrap_up, by=Actor.of(agent), at=at)
    with pytest.raises(NoMoreTime):
        extend_wrap_up(wrap_up=wrap_up, by=Actor.of(agent), at=at)


def test_without_early_exit_the_text_is_kept_and_the_end_comes_by_itself(
    wrap_up: WrapUp, agent: User, at: datetime
) -> None:
    in_mode(wrap_up, Queue.WrapUpMode.TIMED_STRICT)
    with pytest.raises(WrapUpStillRuns):
        confirm_wrap_up(wrap_up=wrap_up, writing=WRITING, by=Actor.of(agent), at=at)
    assert end_overdue(at=at + timedelta(seconds=30)) == 0
    assert end_overdue(at=at + 2 * MINUTE) == 1
    wrap_up.refresh_from_db()
    assert (wrap_up.text, wrap_up.interaction.state) == ("Replacement agreed.", "closed")


def test_a_mandatory_wrap_up_never_ends_by_itself(wrap_up: WrapUp, at: datetime) -> None:
    assert end_overdue(at=at + 600 * MINUTE) == 0


def test_a_contact_that_no_person_touched_is_written_up_all_the_same(
    interaction: Interaction, says: Callable[..., Any], at: datetime, settle: Callable[[], int]
) -> None:
    from cases.interactions.passing import close_interaction

    says(interaction, "Where is my order 58307? It should be here by now.")
    close_interaction(interaction=interaction, by=SYSTEM, at=at)
    settle()
    wrap_up = WrapUp.objects.get(interaction=interaction)
    assert wrap_up.confirmed_by_name == "AI agent"
    assert CrmWrite.objects.filter(case=interaction.case, kind="note").exists()
