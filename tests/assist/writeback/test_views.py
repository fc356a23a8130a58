from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from assist.providers.crm import CrmRefused
from assist.providers.crm.scripted import ScriptedCrm
from assist.writeback.delivery import deliver_due
from assist.writeback.models import CrmWrite
from assist.writeback.queries import panel_of
from cases.casefiles.models import Case
from cases.live import fragment
from cases.people.models import User


@pytest.fixture
def letter(queued: Callable[..., CrmWrite], twin: ScriptedCrm, at: datetime) -> CrmWrite:
    write = queued("one")
    twin.failures = [CrmRefused("/body/body: is too long")]
    deliver_due(crm=twin, jitter=lambda: 0.0, at=at)
    write.refresh_from_db()
    return write


def test_a_supervisor_sees_what_the_crm_did_not_take(
    client: Client, supervisor: User, letter: CrmWrite
) -> None:
    client.force_login(supervisor)
    assert "is too long" in client.get(reverse("dead-letters")).content.decode()
    page = client.get(reverse("dead-letter", args=[letter.pk])).content.decode()
    assert "Body of one" in page


def test_mended_it_waits_again(client: Client, supervisor: User, letter: CrmWrite) -> None:
    client.force_login(supervisor)
    path = reverse("dead-letter-resending", args=[letter.pk])
    answer = client.post(path, {"body": "Shorter", "author": "Ama Boateng"})
    letter.refresh_from_db()
    assert (answer.status_code, letter.state, letter.payload["body"]) == (302, "waiting", "Shorter")
    assert client.post(path, {"body": "Shorter", "author": "Ama Boateng"}).status_code == 409


def test_an_agent_may_not_and_a_visitor_must_sign_in(client: Client, agent: User, letter: CrmWrite) -> None:
    paths = [reverse("dead-letters"), reverse("dead-letter", args=[letter.pk])]
    assert {client.get(path).status_code for path in paths} == {302}
    client.force_login(agent)
    assert {client.get(path).status_code for path in paths} == {403}
    assert client.post(reverse("dead-letter-resending", args=[letter.pk])).status_code == 403


def test_a_supervisor_of_another_team_finds_nothing(client: Client, stranger: User, letter: CrmWrite) -> None:
    stranger.role = "supervisor"
    stranger.save()
    client.force_login(stranger)
    assert "is too long" not in client.get(reverse("dead-letters")).content.decode()
    assert client.get(reverse("dead-letter", args=[letter.pk])).status_code == 404


def test_the_list_asks_the_same_whatever_its_length(
    client: Client, supervisor: User, letter: CrmWrite, at: datetime, django_assert_max_num_queries: Any
) -> None:
    for number in range(2, 12):
        CrmWrite.objects.create(
            case=letter.case, position=number, kind="note", payload={}, key=f"n{number}", state="dead",
            next_try_at=at, created_at=at,
        )  # fmt: skip
    client.force_login(supervisor)
    with django_assert_max_num_queries(8):
        client.get(reverse("dead-letters"))


def test_the_case_shows_the_state_of_its_writes(case: Case, letter: CrmWrite) -> None:
    html = fragment("assist/writeback/_panel.html", panel=panel_of(case))
    assert "Needs a person" in html
    assert "is too long" in html


def test_a_case_without_writes_has_an_empty_place(case: Case) -> None:
    assert "hidden" in fragment("assist/writeback/_panel.html", panel=panel_of(case))
