from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from cases.casefiles.models import Case
from cases.events.actors import Actor
from cases.events.models import Event
from cases.events.queries import verify_chain
from cases.interactions.models import Interaction, Turn
from cases.interactions.removing import (
    IN_ITS_PLACE,
    ContentIsGone,
    RecordOfRemoval,
    StillAtWork,
    remove_content,
)
from cases.people.models import User
from cases.refusals import InvalidInput

pytestmark = pytest.mark.django_db
SECRET = "My password is swordfish."


@pytest.fixture
def told(connected: Interaction, says: Any) -> Turn:
    """A turn of the customer that says too much; all that follows from it is done."""
    turn: Turn = says(connected, SECRET)
    Event.objects.undispatched().update(dispatched_at=timezone.now())
    return turn


def remove(turn: Turn, by: User, at: datetime, reason: str = "The customer asked for it.") -> Event:
    return remove_content(case=turn.case, seq=turn.seq, reason=reason, by=Actor.of(by), at=at)


def test_the_words_are_gone_and_the_chain_still_holds(told: Turn, administrator: User, at: datetime) -> None:
    event = remove(told, administrator, at)
    told.refresh_from_db()
    assert (event.payload, event.salt, told.text) == ({}, "", IN_ITS_PLACE)
    assert event.sentence == "The content was removed"
    assert verify_chain(told.case) == []


def test_the_removal_is_an_event_of_its_own_with_its_reason(
    told: Turn, administrator: User, at: datetime
) -> None:
    remove(told, administrator, at)
    last = Event.objects.filter(case=told.case).latest("seq")
    assert (last.name, last.actor_name) == ("content.removed", administrator.name)
    assert last.payload["removed_seq"] == told.seq
    assert "The customer asked for it." in last.sentence


def test_it_is_done_once_and_its_own_record_stays(told: Turn, administrator: User, at: datetime) -> None:
    remove(told, administrator, at)
    with pytest.raises(ContentIsGone):
        remove(told, administrator, at)
    record = Event.objects.filter(case=told.case).latest("seq")
    with pytest.raises(RecordOfRemoval):
        remove_content(case=told.case, seq=record.seq, reason="Hide it.", by=Actor.of(administrator), at=at)


@pytest.mark.parametrize("reason", ["", "   ", "x", "r" * 301])
def test_a_reason_is_needed(told: Turn, administrator: User, at: datetime, reason: str) -> None:
    with pytest.raises(InvalidInput):
        remove(told, administrator, at, reason)
    told.refresh_from_db()
    assert told.text == SECRET


def test_what_is_still_worked_on_waits(told: Turn, administrator: User, at: datetime) -> None:
    Event.objects.filter(case=told.case, seq=told.seq).update(dispatched_at=None)
    with pytest.raises(StillAtWork):
        remove(told, administrator, at)


def test_only_an_administrator_may(
    client: Client, told: Turn, agent: User, supervisor: User, reviewer: User, administrator: User
) -> None:
    url, words = f"/cases/{told.case.number}/events/{told.seq}/removal/", {"reason": "Asked by the customer"}
    assert client.post(url, words).status_code == 302, "a stranger is sent to sign in"
    for person in (agent, supervisor, reviewer):
        client.force_login(person)
        assert client.post(url, words).status_code == 403
    told.refresh_from_db()
    assert told.text == SECRET
    client.force_login(administrator)
    assert client.get(url).status_code == 405
    assert client.post(url, words)["Location"].endswith(f"replay/?at={told.seq}")
    assert client.post(url, words).status_code == 409
    assert client.post(url.replace(f"/{told.seq}/", "/999/"), words).status_code == 404


def test_every_page_of_a_case_stands_with_all_of_its_content_removed(
    client: Client, told: Turn, agent: User, administrator: User, at: datetime
) -> None:
    by = Actor.of(administrator)
    for event in Event.objects.filter(case=told.case):
        remove_content(case=told.case, seq=event.seq, reason="All of it goes.", by=by, at=at)
    case = Case.objects.get(pk=told.case_id)
    assert verify_chain(case) == []
    client.force_login(administrator)
    replay = f"/reviews/cases/{case.number}/replay/"
    assert {client.get(f"{replay}?at={seq}").status_code for seq in range(1, case.last_seq + 1)} == {200}
    client.force_login(agent)
    pages = [f"/desk/cases/{case.number}/", f"/desk/cases/{case.number}/changes/?after=0"]
    pages += [f"/api/v1/cases/{case.number}/{what}/" for what in ("events", "turns", "bundle")]
    answers = {page: client.get(page) for page in pages}
    assert {page: answer.status_code for page, answer in answers.items() if answer.status_code != 200} == {}
    assert not [page for page, answer in answers.items() if "swordfish" in answer.content.decode()]
