"""Sending: take one due row, send it outside of any transaction, record what came of it."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import structlog
from django.db import transaction
from django.db.models import Q

from assist.providers.crm import Crm, CrmRefused, CrmUnavailable, Receipt, Write
from assist.providers.crm.profiles import contact_of
from assist.writeback.events import CrmFailed, CrmWritten
from assist.writeback.models import CrmWrite
from assist.writeback.rules import LEASE_SECONDS, Next, after_failure
from cases.casefiles.actions import lock_case
from cases.events.actions import record
from cases.events.actors import SYSTEM

State = CrmWrite.State
log = structlog.get_logger(__name__)


def deliver_due(*, crm: Crm, jitter: Callable[[], float], at: datetime, limit: int = 50) -> int:
    """Sends what is due, one after the other; returns how many were tried. `jitter()` gives 0 to 1.

    Safe beside others who do the same, and after a crash at any line.
    """
    for count in range(limit):
        write = take_next(at=at)
        if write is None:
            return count
        _deliver(write, crm, jitter, at)
    return limit


@transaction.atomic
def take_next(*, at: datetime) -> CrmWrite | None:
    """The next due row, marked as being sent; it is due again when nothing was heard of it for a minute."""
    due = CrmWrite.objects.due(at).select_for_update(skip_locked=True, of=("self",))
    write = due.select_related("case__customer").first()
    if write is None:
        return None
    write.state, write.attempts = State.SENDING, write.attempts + 1
    write.next_try_at = at + timedelta(seconds=LEASE_SECONDS)
    write.save(update_fields=["state", "attempts", "next_try_at"])
    return write


def _deliver(write: CrmWrite, crm: Crm, jitter: Callable[[], float], at: datetime) -> None:
    try:
        receipt = crm.write(_outgoing(write))
    except CrmUnavailable as error:
        step = after_failure(attempts=write.attempts, jitter=jitter(), retry_after=error.retry_after)
        keep_failure(write=write, error=str(error), step=step, at=at)
    except CrmRefused as error:
        keep_failure(write=write, error=str(error), step=Next(is_dead=True), at=at)
    except (
        Exception
    ) as error:  # an answer that the adapter cannot read: it counts, and must hold up no other case
        log.exception("crm_write_unreadable", write=write.pk)
        words = f"The CRM's answer could not be read ({type(error).__name__})."
        keep_failure(
            write=write, error=words, step=after_failure(attempts=write.attempts, jitter=jitter()), at=at
        )
    else:
        keep_receipt(write=write, receipt=receipt, at=at)


def _outgoing(write: CrmWrite) -> Write:
    case = write.case
    subject = case.intent_title or f"Case {case.number}"
    contact = contact_of(case.customer)
    return Write(write.key, write.kind, case.number, subject, contact, _with_reference(write))


def _with_reference(write: CrmWrite) -> dict[str, Any]:
    """The payload; a change of a task names it as the CRM does. It was written before, for a case's writes keep
    their order."""
    if "task" not in write.payload:
        return dict(write.payload)
    made = CrmWrite.objects.filter(case=write.case_id, kind=CrmWrite.Kind.TASK, position__lt=write.position)
    key = write.payload["task"]
    first = made.filter(Q(key=key) | Q(key__startswith=f"{key}~")).first()
    reference = first.receipt["reference"] if first and first.receipt else ""
    return {**write.payload, "reference": reference}


@transaction.atomic
def keep_receipt(*, write: CrmWrite, receipt: Receipt, at: datetime) -> None:
    """The CRM has it. A late answer counts too: what is written is written."""
    current = _locked(write)
    if current.state == State.WRITTEN:
        return
    current.state, current.last_error, current.written_at = State.WRITTEN, "", at
    current.receipt = {"reference": receipt.reference, "case_reference": receipt.case_reference}
    current.save()
    fact = CrmWritten(current.pk, current.kind, receipt.reference, receipt.case_reference, current.attempts)
    record(current.case, fact, by=SYSTEM, at=at)


@transaction.atomic
def keep_failure(*, write: CrmWrite, error: str, step: Next, at: datetime) -> None:
    """Sets the time of the next attempt, or makes a dead letter. An attempt that was overtaken changes
    nothing."""
    current = _locked(write)
    if (current.state, current.attempts) != (State.SENDING, write.attempts):
        return
    current.state = State.DEAD if step.is_dead else State.RETRYING
    current.last_error, current.next_try_at = error[:500], at + timedelta(seconds=step.seconds)
    current.save()
    # What the CRM says may name the customer: it stands on the dead letter, not in the log.
    log.warning("crm_write_failed", write=current.pk, state=current.state, attempts=current.attempts)
    if step.is_dead:
        record(
            current.case, CrmFailed(current.pk, current.kind, error[:500], current.attempts), by=SYSTEM, at=at
        )


def _locked(write: CrmWrite) -> CrmWrite:
    """Case first, then row: the same order as everybody else who locks both."""
    lock_case(write.case_id)
    return CrmWrite.objects.select_for_update(of=("self",)).select_related("case").get(pk=write.pk)
