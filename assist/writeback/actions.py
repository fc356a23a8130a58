"""Adding to the outbox, and mending what died. The sending itself stands in `delivery.py`."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from assist.writeback.events import CrmWriteQueued, CrmWriteResent
from assist.writeback.models import CrmWrite
from assist.writeback.refusals import NotDead, NotMended
from cases.casefiles.actions import lock_case
from cases.casefiles.models import Case
from cases.events.actions import record
from cases.events.actors import Actor

State = CrmWrite.State


@transaction.atomic
def queue_write(
    *, case: Case, kind: str, payload: Mapping[str, Any], key: str, by: Actor, at: datetime
) -> CrmWrite:
    """A new row at the end of the case's outbox. Idempotent by `key`; payloads:
    `assist.providers.crm.Write`."""
    lock_case(case.pk)
    if known := CrmWrite.objects.filter(key=key).first():
        return known
    position = CrmWrite.objects.filter(case=case).count() + 1
    write = CrmWrite.objects.create(
        case=case, position=position, kind=kind, payload=dict(payload), key=key, next_try_at=at, created_at=at
    )
    record(case, CrmWriteQueued(write.pk, kind, key), by=by, at=at)
    return write


@transaction.atomic
def resend_write(
    *, write: CrmWrite, payload: Mapping[str, Any] | None = None, by: Actor, at: datetime
) -> CrmWrite:
    """Sends a dead letter again, with a mended payload if one is given. Raises NotDead, NotMended.

    A mended payload gets a key of its own, for it is another request. The CRM has refused the first one,
    or nobody knows: then the person who mends has looked, and the page says so.
    """
    lock_case(write.case_id)
    locked = CrmWrite.objects.select_for_update(of=("self",)).select_related("case").get(pk=write.pk)
    if locked.state != State.DEAD:
        raise NotDead
    is_mended = payload is not None and dict(payload) != locked.payload
    if is_mended:
        _mend(locked, dict(payload or {}))
    locked.state, locked.attempts, locked.next_try_at = State.WAITING, 0, at
    locked.save()
    record(locked.case, CrmWriteResent(locked.pk, locked.kind, is_mended), by=by, at=at)
    return locked


def _mend(write: CrmWrite, payload: dict[str, Any]) -> None:
    if set(payload) - set(write.payload):
        raise NotMended("There is a field that this kind of record does not have.")
    base, _, count = write.key.partition("~")
    write.key = f"{base}~{int(count or 0) + 1}"
    write.payload = payload
