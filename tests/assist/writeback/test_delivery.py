from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from assist.providers.crm import CrmRefused, CrmUnavailable
from assist.providers.crm.scripted import ScriptedCrm
from assist.writeback.actions import resend_write
from assist.writeback.delivery import deliver_due, keep_failure, take_next
from assist.writeback.models import CrmWrite
from assist.writeback.refusals import NotDead, NotMended
from assist.writeback.rules import LEASE_SECONDS, MAX_ATTEMPTS, Next
from cases.casefiles.actions import open_case
from cases.casefiles.models import Case
from cases.customers.models import Customer
from cases.events.actors import SYSTEM, Actor
from cases.events.queries import timeline_of, verify_chain
from cases.people.models import User

Queue = Callable[..., CrmWrite]
State = CrmWrite.State
SECOND = timedelta(seconds=1)


def deliver(twin: ScriptedCrm, at: datetime) -> int:
    return deliver_due(crm=twin, jitter=lambda: 0.0, at=at)


def names(case: Case) -> list[str]:
    return [event.name for event in timeline_of(case) if event.name.startswith("crm.")]


def test_what_is_queued_is_written_in_order_and_the_case_says_so(
    case: Case, queued: Queue, twin: ScriptedCrm, at: datetime
) -> None:
    queued("one")
    queued("two")
    assert deliver(twin, at) == 2
    assert [write.payload["body"] for write in twin.written] == ["Body of one", "Body of two"]
    assert names(case) == ["crm.queued", "crm.queued", "crm.written", "crm.written"]
    assert verify_chain(case) == []


def test_the_same_key_is_queued_once(case: Case, queued: Queue) -> None:
    assert queued("one").pk == queued("one").pk
    assert names(case) == ["crm.queued"]


def test_a_failure_holds_back_what_is_behind_it_and_is_tried_again(
    queued: Queue, twin: ScriptedCrm, at: datetime
) -> None:
    first, second = queued("one"), queued("two")
    twin.failures = [CrmUnavailable("The CRM answered 500.")]
    assert deliver(twin, at) == 1
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, first.last_error, second.state) == (
        State.RETRYING,
        "The CRM answered 500.",
        State.WAITING,
    )
    assert deliver(twin, at + SECOND) == 0
    assert deliver(twin, at + 2 * SECOND) == 2


def test_the_crms_own_pause_is_kept(queued: Queue, twin: ScriptedCrm, at: datetime) -> None:
    queued("one")
    twin.failures = [CrmUnavailable("The CRM answered 429.", retry_after=40)]
    deliver(twin, at)
    assert deliver(twin, at + 39 * SECOND) == 0
    assert deliver(twin, at + 40 * SECOND) == 1


def test_after_a_time_out_behind_the_commit_there_is_one_effect(
    queued: Queue, twin: ScriptedCrm, at: datetime
) -> None:
    write = queued("one")
    twin.failures_after = [CrmUnavailable("The CRM did not answer in time.")]
    deliver(twin, at)
    deliver(twin, at + 5 * SECOND)
    write.refresh_from_db()
    assert (write.state, write.attempts, len(twin.written)) == (State.WRITTEN, 2, 1)


def test_after_a_crash_between_sending_and_recording_there_is_one_effect(
    queued: Queue, twin: ScriptedCrm, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = queued("one")

    def crash(**_: object) -> None:
        raise SystemExit("the worker was killed")

    with monkeypatch.context() as patch:
        patch.setattr("assist.writeback.delivery.keep_receipt", crash)
        with pytest.raises(SystemExit):
            deliver(twin, at)
    assert deliver(twin, at + SECOND) == 0  # nobody knows yet that it was lost
    assert deliver(twin, at + timedelta(seconds=LEASE_SECONDS)) == 1
    write.refresh_from_db()
    assert (write.state, len(twin.written)) == (State.WRITTEN, 1)


def test_what_the_crm_refuses_waits_for_a_person_and_holds_back_the_rest(
    case: Case, queued: Queue, twin: ScriptedCrm, at: datetime
) -> None:
    dead, behind = queued("one"), queued("two")
    twin.failures = [CrmRefused("/body/body: too long")]
    deliver(twin, at)
    dead.refresh_from_db()
    assert (dead.state, dead.attempts) == (State.DEAD, 1)
    assert names(case)[-1] == "crm.failed"
    assert deliver(twin, at + timedelta(days=1)) == 0
    assert behind.state == State.WAITING


def test_after_the_last_attempt_it_waits_for_a_person(queued: Queue, twin: ScriptedCrm, at: datetime) -> None:
    write = queued("one")
    twin.failures = [CrmUnavailable("down")] * MAX_ATTEMPTS
    for day in range(MAX_ATTEMPTS + 3):
        deliver(twin, at + timedelta(days=day))
    write.refresh_from_db()
    assert (write.state, write.attempts) == (State.DEAD, MAX_ATTEMPTS)


def test_an_answer_that_nobody_can_read_counts_as_an_attempt_and_holds_up_no_other(
    queued: Queue, twin: ScriptedCrm, at: datetime, stranger: User, customer: Customer
) -> None:
    other = open_case(customer=customer, team=stranger.team, by=SYSTEM, at=at)
    first, second = queued("one"), queued("two", case=other, at=at + SECOND)
    twin.failures = [ValueError("Expecting value: line 1 column 1 (char 0)")]
    assert deliver(twin, at + SECOND) == 2
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state) == (State.RETRYING, State.WRITTEN)
    assert first.last_error == "The CRM's answer could not be read (ValueError)."


def test_a_mended_letter_goes_out_under_a_key_of_its_own(
    queued: Queue, twin: ScriptedCrm, supervisor: User, at: datetime
) -> None:
    write = queued("one", payload={"body": "", "author": "Ama Boateng"})
    deliver(twin, at)
    mended = resend_write(
        write=write, payload={"body": "Now", "author": "Ama"}, by=Actor.of(supervisor), at=at
    )
    assert mended.key.endswith("~1")
    deliver(twin, at)
    mended.refresh_from_db()
    assert mended.state == State.WRITTEN
    with pytest.raises(NotDead):
        resend_write(write=write, by=Actor.of(supervisor), at=at)


def test_an_unchanged_letter_keeps_its_key(
    queued: Queue, twin: ScriptedCrm, supervisor: User, at: datetime
) -> None:
    write = queued("one")
    twin.failures = [CrmRefused("no")]
    deliver(twin, at)
    assert resend_write(write=write, payload=write.payload, by=Actor.of(supervisor), at=at).key == write.key


def test_a_letter_gets_no_fields_that_its_kind_does_not_have(
    queued: Queue, twin: ScriptedCrm, supervisor: User, at: datetime
) -> None:
    write = queued("one")
    twin.failures = [CrmRefused("no")]
    deliver(twin, at)
    with pytest.raises(NotMended):
        resend_write(write=write, payload={**write.payload, "owner": "x"}, by=Actor.of(supervisor), at=at)


def test_a_late_failure_of_an_overtaken_attempt_changes_nothing(
    queued: Queue, twin: ScriptedCrm, at: datetime
) -> None:
    queued("one")
    taken = take_next(at=at)
    assert taken
    deliver(twin, at + timedelta(seconds=LEASE_SECONDS))
    keep_failure(write=taken, error="late", step=Next(is_dead=True), at=at)
    taken.refresh_from_db()
    assert taken.state == State.WRITTEN


def test_sentences_of_all_facts_read_well(case: Case, queued: Queue, twin: ScriptedCrm, at: datetime) -> None:
    queued("one")
    deliver(twin, at)
    queued("two", by=SYSTEM)
    assert [event.sentence for event in timeline_of(case) if event.name.startswith("crm.")] == [
        "The note waits to be written to the CRM",
        "The CRM has the note, reference 1",
        "The note waits to be written to the CRM",
    ]
