from datetime import datetime, timedelta
from typing import Any

import pytest

from assist.wallboard.queries import Floor, floor_for
from cases.interactions.models import Interaction
from cases.people.models import User
from cases.routing.actions import set_presence
from cases.routing.models import Queue
from tests.assist.wallboard.conftest import Contact

pytestmark = pytest.mark.django_db


def figure(floor: Floor, key: str) -> tuple[str, str]:
    found = next(figure for figure in floor.figures if figure.key == key)
    return found.value, found.word


def test_the_service_level_is_answered_in_time_over_what_counts(
    supervisor: User, contact: Contact, at: datetime
) -> None:
    for waited in (5, 10, 15, 60):
        contact(waited=waited, ends="answered")
    contact(waited=30, ends="abandoned")
    contact(waited=3, ends="abandoned")
    floor = floor_for(supervisor, at=at)
    assert figure(floor, "level") == ("60 %", "Breach")
    assert (floor.queues[0].level, floor.queues[0].counted) == (60, 5)
    assert figure(floor, "abandoned") == ("20.0 %", "Over limit")


def test_who_waits_is_counted_and_email_is_no_live_wait(
    supervisor: User, contact: Contact, at: datetime
) -> None:
    contact(ago=112)
    contact(ago=30)
    contact(ago=3840, channel="email")
    floor = floor_for(supervisor, at=at)
    assert figure(floor, "waiting") == ("3", "")
    assert figure(floor, "longest") == ("1:52", "Over limit")


def test_nothing_measured_says_so(supervisor: User, queue: Queue, at: datetime) -> None:
    floor = floor_for(supervisor, at=at)
    assert figure(floor, "level") == ("–", "")
    assert figure(floor, "longest") == ("0:00", "")
    assert floor.chart.sentence == "No contact was queued in the last hour."


def test_what_lies_before_the_window_does_not_count(supervisor: User, contact: Contact, at: datetime) -> None:
    contact(waited=60, ago=31 * 60, ends="answered")
    floor = floor_for(supervisor, at=at)
    assert figure(floor, "level") == ("–", "")
    assert any(point.level == 0 for point in floor.chart.points)


def test_agents_stand_by_presence_with_what_they_do(
    supervisor: User, agent: User, colleague: User, contact: Contact, at: datetime
) -> None:
    set_presence(user=agent, state="available", at=at)
    set_presence(user=colleague, state="break", at=at - timedelta(minutes=20))
    contact(waited=10, ago=300, ends="talking")
    floor = floor_for(supervisor, at=at)
    assert [(row.name, row.state, row.why) for row in floor.agents] == [
        ("Priya Nair", "Break", "Break over 15 min"),
        ("Ama Boateng", "Chat", ""),
    ]
    assert figure(floor, "staff") == ("1 / 2", "")
    assert (floor.queues[0].on_queue, floor.queues[0].busy) == (1, 1)


def test_the_handle_time_is_the_mean_of_the_hour(supervisor: User, contact: Contact, at: datetime) -> None:
    contact(waited=5, ago=600, ends="answered")
    assert floor_for(supervisor, at=at).queues[0].handle_time == "2:00"


def test_a_wall_names_no_customer_and_has_nothing_to_do(
    supervisor: User, contact: Contact, at: datetime
) -> None:
    interaction = contact(ago=60)
    wall = floor_for(supervisor, at=at, is_wall=True)
    assert [row.who for row in wall.live] == [f"Case {interaction.case.number}"]
    assert (wall.needs, wall.approvals) == ([], [])
    assert floor_for(supervisor, at=at).live[0].who == "Maya Lindqvist"


def test_another_teams_floor_stays_its_own(stranger: User, contact: Contact, at: datetime) -> None:
    contact(ago=60)
    floor = floor_for(stranger, at=at)
    assert (floor.queues, floor.live, figure(floor, "waiting")) == ([], [], ("0", ""))


def test_the_queries_do_not_grow_with_the_floor(
    supervisor: User, agent: User, contact: Contact, at: datetime, django_assert_max_num_queries: Any
) -> None:
    set_presence(user=agent, state="available", at=at)
    for ends in ("waiting", "talking", "answered", "abandoned") * 4:
        contact(waited=8, ago=120, ends=ends)
    with django_assert_max_num_queries(13):
        floor_for(supervisor, at=at)


def test_containment_counts_what_no_person_touched_and_stands_beside_resolution(
    supervisor: User, contact: Contact, at: datetime
) -> None:
    def ended(**fields: object) -> None:
        touched = contact(ago=600)
        values = {"ended_at": at, "state": "closed", "queued_at": None, "had_person": False} | fields
        Interaction.objects.filter(pk=touched.pk).update(owner="nobody", agent=None, **values)

    for fields in ({}, {}, {"had_person": True}, {"state": "abandoned", "queued_at": at}):
        ended(**fields)
    figure = next(f for f in floor_for(supervisor, at=at).figures if f.key == "contained")
    assert (figure.value, figure.note) == ("50 %", "2 of 4 today, 0 resolved")
