from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assist.writeback.models import CrmWrite
from cases.events.actors import Actor
from cases.events.queries import timeline_of
from cases.followups.actions import due_follow_ups, end_follow_up, plan_follow_up
from cases.followups.models import FollowUp
from cases.followups.queries import work_list_of
from cases.followups.refusals import FollowUpOver, NoTitle
from cases.interactions.models import Interaction
from cases.people.models import User
from cases.routing.models import Queue

DAY = timedelta(days=1)
Plan = Callable[..., FollowUp]


@pytest.fixture(autouse=True)
def without_crm(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assist.writeback.tasks.deliver_writes", lambda: 0)


@pytest.fixture
def plan(interaction: Interaction, agent: User, at: datetime) -> Plan:
    def planned(key: str = "one", **changes: Any) -> FollowUp:
        due_on = timezone.localdate(at) + 3 * DAY
        values = {"case": interaction.case, "title": "Check the delivery", "due_on": due_on, "owner": agent}
        return plan_follow_up(**{**values, "key": key, "by": Actor.of(agent), "at": at, **changes})

    return planned


def test_the_same_key_is_planned_once(plan: Plan, interaction: Interaction) -> None:
    assert plan().pk == plan().pk
    names = list(timeline_of(interaction.case).values_list("name", flat=True))
    assert names.count("follow_up.planned") == 1


def test_it_needs_a_title(plan: Plan) -> None:
    with pytest.raises(NoTitle):
        plan(title="  ")


def test_it_stands_in_the_crm_as_a_task(plan: Plan, settle: Callable[[], int]) -> None:
    follow_up = plan()
    settle()
    write = CrmWrite.objects.get(kind="task")
    assert write.payload["due_on"] == follow_up.due_on.isoformat()
    assert write.payload["owner"] == "Ama Boateng"


def test_on_its_day_it_falls_due_once_and_stands_in_the_work_list(
    plan: Plan, agent: User, at: datetime
) -> None:
    follow_up = plan()
    assert due_follow_ups(at=at + 2 * DAY) == 0
    assert list(work_list_of(agent)) == []
    assert [due_follow_ups(at=at + 3 * DAY), due_follow_ups(at=at + 3 * DAY)] == [1, 0]
    assert list(work_list_of(agent)) == [follow_up]
    assert timeline_of(follow_up.case).last().name == "follow_up.due"  # type: ignore[union-attr]


def test_one_of_a_queue_is_for_whoever_works_there(
    plan: Plan, queue: Queue, agent: User, colleague: User, stranger: User, at: datetime
) -> None:
    follow_up = plan(owner=None, queue=queue, due_on=timezone.localdate(at))
    due_follow_ups(at=at)
    assert list(work_list_of(colleague)) == list(work_list_of(agent)) == [follow_up]
    assert list(work_list_of(stranger)) == []


def test_what_is_done_is_done(plan: Plan, agent: User, at: datetime) -> None:
    follow_up = end_follow_up(follow_up=plan(), state="done", by=Actor.of(agent), at=at)
    assert due_follow_ups(at=at + 9 * DAY) == 0
    with pytest.raises(FollowUpOver):
        end_follow_up(follow_up=follow_up, state="done", by=Actor.of(agent), at=at)


def test_the_list_shows_them_and_one_press_ends_one(client: Client, plan: Plan, agent: User) -> None:
    follow_up = plan()
    client.force_login(agent)
    assert "Check the delivery" in client.get(reverse("follow-ups")).content.decode()
    path = reverse("follow-up-completion", args=[follow_up.pk])
    answer = client.post(path, headers={"HX-Request": "true"})
    assert f'id="follow-up-{follow_up.pk}"' in answer.content.decode()
    assert client.post(path).status_code == 409


def test_cancelling_is_the_other_end(client: Client, plan: Plan, agent: User) -> None:
    follow_up = plan()
    client.force_login(agent)
    client.post(reverse("follow-up-completion", args=[follow_up.pk]), {"cancel": "1"})
    follow_up.refresh_from_db()
    assert follow_up.state == "cancelled"


def test_a_stranger_finds_none(client: Client, plan: Plan, stranger: User) -> None:
    follow_up = plan()
    path = reverse("follow-up-completion", args=[follow_up.pk])
    assert client.post(path).status_code == 302
    client.force_login(stranger)
    assert client.post(path).status_code == 404
    assert "Check the delivery" not in client.get(reverse("follow-ups")).content.decode()


def test_a_reviewer_has_no_follow_ups(client: Client, reviewer: User) -> None:
    client.force_login(reviewer)
    assert client.get(reverse("follow-ups")).status_code == 403


def test_the_list_asks_the_same_whatever_its_length(
    client: Client, plan: Plan, agent: User, django_assert_max_num_queries: Any
) -> None:
    for number in range(10):
        plan(key=f"n{number}")
    client.force_login(agent)
    with django_assert_max_num_queries(8):
        client.get(reverse("follow-ups"))


def test_the_case_shows_what_is_planned_live_as_on_reload(plan: Plan, interaction: Interaction) -> None:
    from cases.followups.queries import panel_of
    from cases.live import fragment, frames_after

    plan()
    html = fragment("cases/followups/_panel.html", panel=panel_of(interaction.case))
    assert "Check the delivery" in html
    assert any(html in frame["content"] for frame in frames_after(interaction.case, 0) or [])
