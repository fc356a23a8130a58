"""The outbox against the CRM's own process, with its faults."""

import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection

from assist.providers.crm.demo import DemoCrm
from assist.writeback.actions import queue_write
from assist.writeback.delivery import deliver_due
from assist.writeback.models import CrmWrite
from cases.casefiles.models import Case
from cases.events.actors import SYSTEM
from tests.services import RunningService

State = CrmWrite.State
NOTES = "/cases/{case_id}/notes/"
KINDS: list[tuple[str, dict[str, Any]]] = [
    ("note", {"body": "Replacement agreed.", "author": "Ama Boateng"}),
    ("fields", {"intent": "damaged_on_arrival", "layer": 2}),
    ("disposition", {"disposition": "resolved", "reason": "Replacement sent"}),
    (
        "task",
        {"title": "Check the delivery", "due_on": "2026-11-27", "owner": "Ama Boateng", "kind": "follow_up"},
    ),
]


@pytest.fixture
def outbox(case: Case, at: datetime) -> list[CrmWrite]:
    """One row of every kind, as a confirmed wrap-up leaves them. The keys are new in each test, for the
    CRM remembers."""
    case.number += int(at.timestamp() * 1000) % 1_000_000_000
    case.save(update_fields=["number"])
    return [
        queue_write(case=case, kind=kind, payload=payload, key=f"{case.number}-{kind}", by=SYSTEM, at=at)
        for kind, payload in KINDS
    ]


def deliver(crm: RunningService, at: datetime, seconds: float = 2.0) -> int:
    adapter = DemoCrm(crm.url, crm.token, seconds=seconds)
    return deliver_due(crm=adapter, jitter=lambda: 0.0, at=at)


def in_crm(crm: RunningService, case: Case) -> dict[str, Any]:
    found = crm.call("GET", "/cases/", params={"external_id": f"agentdesk-{case.number}"}).json()["cases"]
    assert len(found) == 1
    return found[0]


def assert_all_there_once(crm: RunningService, case: Case) -> None:
    record = in_crm(crm, case)
    assert [note["body"] for note in record["notes"]] == ["Replacement agreed."]
    assert [task["title"] for task in record["tasks"]] == ["Check the delivery"]
    assert (record["status"], record["disposition"], record["version"]) == ("closed", "resolved", 3)
    assert set(CrmWrite.objects.filter(case=case).values_list("state", flat=True)) == {State.WRITTEN}


def test_everything_arrives_in_order(
    crm: RunningService, case: Case, outbox: list[CrmWrite], at: datetime
) -> None:
    assert deliver(crm, at) == 4
    assert_all_there_once(crm, case)
    assert in_crm(crm, case)["fields"] == {"intent": "damaged_on_arrival", "layer": 2}


@pytest.mark.parametrize(
    ("path", "method"),
    [(NOTES, "POST"), ("/cases/{case_id}/", "PATCH"), ("/cases/", "POST"), ("/contacts/", "GET")],
)
@pytest.mark.parametrize("kind", ["500", "429", "timeout_after_commit"])
def test_a_fault_anywhere_ends_in_one_effect(
    crm: RunningService, case: Case, outbox: list[CrmWrite], at: datetime, path: str, method: str, kind: str
) -> None:
    crm.order(path=path, method=method, kind=kind, times=2, seconds=0)
    for minute in range(6):
        deliver(crm, at + timedelta(minutes=minute))
    assert_all_there_once(crm, case)


def test_a_slow_crm_costs_attempts_and_no_effect(
    crm: RunningService, case: Case, outbox: list[CrmWrite], at: datetime
) -> None:
    crm.order(path=NOTES, method="POST", kind="slow", times=1, seconds=0.6)
    deliver(crm, at, seconds=0.2)
    assert CrmWrite.objects.get(pk=outbox[0].pk).last_error == "The CRM did not answer in time."
    for minute in range(1, 4):
        deliver(crm, at + timedelta(minutes=minute))
    assert_all_there_once(crm, case)


def test_what_the_crm_finds_wrong_says_where(crm: RunningService, case: Case, at: datetime) -> None:
    payload = {"title": "", "due_on": "soon"}
    write = queue_write(
        case=case, kind="task", payload=payload, key=f"wrong-{at.timestamp()}", by=SYSTEM, at=at
    )
    deliver(crm, at)
    write.refresh_from_db()
    assert write.state == State.DEAD
    assert "/body/title" in write.last_error
    assert "/body/due_on" in write.last_error


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_write_everything_once(
    crm: RunningService,
    case: Case,
    outbox: list[CrmWrite],
    at: datetime,
    in_thread: Callable[..., threading.Thread],
) -> None:
    threads = [in_thread(lambda: [deliver(crm, at) for _ in range(5)]) for _ in range(3)]
    for thread in threads:
        thread.join()
    deliver(crm, at)
    assert_all_there_once(crm, case)


@pytest.fixture
def in_thread() -> Callable[..., threading.Thread]:
    def start(work: Callable[[], object]) -> threading.Thread:
        def run() -> None:
            try:
                work()
            finally:
                connection.close()

        thread = threading.Thread(target=run)
        thread.start()
        return thread

    return start
