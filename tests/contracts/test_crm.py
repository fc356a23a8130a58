"""The promises of a CRM adapter. The twin and the real adapter on the running service keep the same ones."""

import itertools
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from assist.providers.crm import Contact, Crm, CrmRefused, CrmUnavailable, PastCase, Profile, Write
from assist.providers.crm.demo import DemoCrm
from assist.providers.crm.scripted import ScriptedCrm

MAYA = Contact("maya-1", "Maya Lindqvist", "maya.lindqvist@example.com")
_numbers = itertools.count(70_001)


class Twin:
    def __init__(self) -> None:
        self.adapter: Crm = ScriptedCrm(profiles={MAYA.email: _profile()})

    def fail(self, *, after_commit: bool = False, seconds: int | None = None) -> None:
        failures = self.adapter.failures_after if after_commit else self.adapter.failures  # type: ignore[attr-defined]
        failures.append(CrmUnavailable("The CRM answered 429.", retry_after=seconds))

    def effects(self, write: Write) -> int:
        written = self.adapter.written  # type: ignore[attr-defined]
        return len([w for w in written if w.case_number == write.case_number])


class Real:
    def __init__(self, service: Any) -> None:
        self.service, self.adapter = service, DemoCrm(service.url, service.token)

    def fail(self, *, after_commit: bool = False, seconds: int | None = None) -> None:
        kind = "timeout_after_commit" if after_commit else "429"
        path = "/cases/{case_id}/notes/"
        self.service.order(path=path, method="POST", kind=kind, seconds=seconds or 0)

    def effects(self, write: Write) -> int:
        query = {"external_id": f"agentdesk-{write.case_number}"}
        return len(self.service.call("GET", "/cases/", params=query).json()["cases"][0]["notes"])


def _profile() -> Profile:
    past = PastCase("1", "Delivery slot", "resolved", "", date(2026, 9, 1), None)
    value = Decimal("2148.30")
    return Profile("1", MAYA.name, "valued", value, "GBP", date(2021, 3, 14), "", (past,), (), timezone.now())


@pytest.fixture(params=["twin", "real"])
def side(request: pytest.FixtureRequest) -> Any:
    return Twin() if request.param == "twin" else Real(request.getfixturevalue("crm"))


def a_note(**changes: Any) -> Write:
    number = next(_numbers)
    payload = {"body": "Replacement agreed.", "author": "Ama Boateng"}
    values = {"key": f"note-{number}", "kind": "note", "case_number": number, "subject": "Cracked monitor"}
    return Write(**{**values, "contact": MAYA, "payload": payload, **changes})


def test_a_known_customer_has_a_profile_with_history(side: Any, at: datetime) -> None:
    profile = side.adapter.profile_of(MAYA, at=at)
    assert (profile.segment, profile.lifetime_value) == ("valued", Decimal("2148.30"))
    assert profile.past_cases
    assert profile.last_contact_on


def test_an_unknown_customer_has_none(side: Any, at: datetime) -> None:
    assert side.adapter.profile_of(Contact("nobody", "Nobody", "nobody@example.com"), at=at) is None


@pytest.mark.parametrize(
    ("kind", "payload"),
    [
        ("note", {"body": "Agreed.", "author": "Ama Boateng"}),
        ("fields", {"intent": "damaged_on_arrival", "layer": 2}),
        ("disposition", {"disposition": "resolved", "reason": "Replacement sent"}),
        (
            "task",
            {
                "title": "Check the delivery",
                "due_on": "2026-11-27",
                "owner": "Ama Boateng",
                "kind": "follow_up",
            },
        ),
    ],
)
def test_every_kind_is_written_with_a_receipt(side: Any, kind: str, payload: dict[str, Any]) -> None:
    receipt = side.adapter.write(a_note(kind=kind, payload=payload))
    assert receipt.reference
    assert receipt.case_reference


@pytest.mark.parametrize("state", ["done", "cancelled"])
def test_a_task_is_ended_by_its_reference(side: Any, state: str) -> None:
    task = {"title": "Call back", "due_on": "2026-11-27", "owner": "Ama Boateng", "kind": "call_back"}
    made = a_note(kind="task", payload=task)
    reference = side.adapter.write(made).reference
    end = {**task, "state": state, "task": made.key, "reference": reference}
    ended = side.adapter.write(a_note(kind="task", case_number=made.case_number, payload=end))
    assert ended.reference == reference


def test_the_end_of_a_task_that_was_never_written_is_refused(side: Any) -> None:
    end = {"title": "Call back", "due_on": "2026-11-27", "state": "done", "task": "none", "reference": ""}
    with pytest.raises(CrmRefused, match="not known"):
        side.adapter.write(a_note(kind="task", payload=end))


def test_a_customer_without_email_gets_a_contact(side: Any) -> None:
    assert side.adapter.write(a_note(contact=Contact(f"agentdesk-{next(_numbers)}", "Visitor 9"))).reference


def test_the_same_key_twice_has_one_effect_and_one_receipt(side: Any) -> None:
    note = a_note()
    assert side.adapter.write(note) == side.adapter.write(note)
    assert side.effects(note) == 1


def test_a_key_with_another_payload_is_refused(side: Any) -> None:
    note = a_note()
    side.adapter.write(note)
    with pytest.raises(CrmRefused):
        side.adapter.write(
            a_note(key=note.key, case_number=note.case_number, payload={"body": "x", "author": "y"})
        )


def test_what_is_not_valid_is_refused_for_good_and_says_where(side: Any) -> None:
    with pytest.raises(CrmRefused, match="body"):
        side.adapter.write(a_note(payload={"body": "", "author": "Ama Boateng"}))


def test_a_rate_limit_says_how_long_to_wait(side: Any) -> None:
    side.fail(seconds=7)
    with pytest.raises(CrmUnavailable) as caught:
        side.adapter.write(a_note())
    assert caught.value.retry_after == 7


def test_after_a_time_out_behind_the_commit_the_same_key_has_one_effect(side: Any) -> None:
    note = a_note()
    side.fail(after_commit=True)
    with pytest.raises(CrmUnavailable):
        side.adapter.write(note)
    assert side.adapter.write(note).reference
    assert side.effects(note) == 1


def test_a_crm_that_is_not_there_is_unavailable(at: datetime) -> None:
    with pytest.raises(CrmUnavailable, match="cannot be reached"):
        DemoCrm("http://127.0.0.1:9", "token").profile_of(MAYA, at=at)
