from datetime import datetime, timedelta

import pytest

from assist.wallboard.actions import settle_alert, snooze_alert, watch_floor
from assist.wallboard.models import FloorAlert
from assist.wallboard.needs import needs_of
from cases.casefiles.actions import ask_help, set_mood
from cases.casefiles.models import Case
from cases.events.actors import Actor
from cases.interactions.models import Interaction
from cases.people.models import User
from cases.routing.models import Queue
from tests.assist.wallboard.conftest import Contact

pytestmark = pytest.mark.django_db


def titles(user: User, at: datetime) -> list[str]:
    return [need.title for need in needs_of(user, at)]


def test_a_long_wait_is_raised_once_and_cleared_when_it_is_over(
    supervisor: User, contact: Contact, at: datetime
) -> None:
    waiting = contact(ago=100)
    assert (watch_floor(at=at), watch_floor(at=at)) == (1, 0)
    assert titles(supervisor, at) == ["Long wait"]
    Interaction.objects.filter(pk=waiting.pk).update(owner="nobody", ended_at=at)
    watch_floor(at=at)
    assert titles(supervisor, at) == []


def test_the_same_alarm_is_quiet_for_five_minutes(contact: Contact, queue: Queue, at: datetime) -> None:
    contact(ago=100)
    FloorAlert.objects.create(
        key=f"wait:{queue.pk}", kind="wait", raised_at=at, cleared_at=at - timedelta(minutes=4)
    )
    assert watch_floor(at=at) == 0
    assert watch_floor(at=at + timedelta(minutes=2)) == 1


def test_help_comes_before_moods_and_waits_and_somebody_sees_to_it(
    supervisor: User, agent: User, contact: Contact, at: datetime
) -> None:
    contact(ago=100)
    talking = contact(waited=5, ago=60, ends="talking")
    for mood in (0.2, -0.2, -0.8):
        set_mood(case=talking.case, mood=mood, turn_seq=1)
    ask_help(case=talking.case, text="Wants a manager", by=Actor.of(agent), at=at)
    watch_floor(at=at)
    assert titles(supervisor, at) == ["Help asked", "Mood falling", "Long wait"]
    first = needs_of(supervisor, at)[0]
    assert (first.text, first.case_number) == ("Ama Boateng: “Wants a manager”", talking.case.number)
    settle_alert(alert=FloorAlert.objects.get(kind="help"), at=at)
    watch_floor(at=at)
    assert titles(supervisor, at) == ["Mood falling", "Long wait"]


def test_an_alert_names_who_has_the_case_now(
    supervisor: User, agent: User, contact: Contact, at: datetime
) -> None:
    case = contact(waited=5, ago=60, ends="talking").case
    Case.objects.filter(pk=case.pk).update(owner=None)
    for mood in (0.2, -0.2, -0.8):
        set_mood(case=case, mood=mood, turn_seq=1)
    watch_floor(at=at)
    assert needs_of(supervisor, at)[0].text.startswith("No agent yet")
    Case.objects.filter(pk=case.pk).update(owner=agent)
    watch_floor(at=at)
    assert needs_of(supervisor, at)[0].text.startswith(agent.name)


def test_a_mood_stays_listed_until_it_is_clearly_better(
    supervisor: User, contact: Contact, at: datetime
) -> None:
    talking = contact(waited=5, ago=60, ends="talking")
    for mood, listed in ((-0.45, False), (-0.5, True), (-0.35, True), (-0.25, False)):
        set_mood(case=talking.case, mood=mood, turn_seq=1)
        watch_floor(at=at)
        assert bool(titles(supervisor, at)) is listed


def test_a_snooze_hides_it_from_one_person_for_five_minutes(
    supervisor: User, administrator: User, contact: Contact, at: datetime
) -> None:
    contact(ago=100)
    watch_floor(at=at)
    snooze_alert(key=FloorAlert.objects.get().key, by=supervisor, at=at)
    assert (titles(supervisor, at), titles(administrator, at)) == ([], ["Long wait"])
    assert titles(supervisor, at + timedelta(minutes=6)) == ["Long wait"]
