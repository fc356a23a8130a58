from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from cases.casefiles.models import Case
from cases.events.actions import record
from cases.events.actors import SYSTEM, Actor
from cases.followups.events import FollowUpDue, FollowUpEnded, FollowUpPlanned
from cases.followups.models import FollowUp
from cases.followups.refusals import FollowUpOver, NoTitle
from cases.people.models import User
from cases.routing.models import Queue

State = FollowUp.State


@transaction.atomic
def plan_follow_up(
    *,
    case: Case,
    title: str,
    due_on: date,
    key: str,
    owner: User | None = None,
    queue: Queue | None = None,
    kind: str = FollowUp.Kind.FOLLOW_UP,
    by: Actor,
    at: datetime,
) -> FollowUp:
    """A follow-up of the case for a person or a queue. Idempotent by `key`. Raises NoTitle."""
    if not title.strip():
        raise NoTitle
    values = {"case": case, "title": title.strip()[:200], "due_on": due_on, "owner": owner, "queue": queue}
    follow_up, is_new = FollowUp.objects.get_or_create(
        key=key, defaults={**values, "kind": kind, "planned_at": at}
    )
    if is_new:
        fact = FollowUpPlanned(follow_up.pk, follow_up.title, due_on.isoformat(), follow_up.owner_name)
        record(case, fact, by=by, at=at)
    return follow_up


@transaction.atomic
def end_follow_up(*, follow_up: FollowUp, state: str, by: Actor, at: datetime) -> FollowUp:
    """Done or cancelled. Raises FollowUpOver."""
    locked = FollowUp.objects.select_for_update(of=("self",)).select_related("case").get(pk=follow_up.pk)
    if locked.state != State.OPEN:
        raise FollowUpOver
    locked.state, locked.ended_at = state, at
    locked.save(update_fields=["state", "ended_at"])
    record(locked.case, FollowUpEnded(locked.pk, locked.title, state), by=by, at=at)
    return locked


def due_follow_ups(*, at: datetime, limit: int = 100) -> int:
    """Records once for each open follow-up that its day has come; returns how many. For the sweep."""
    found = FollowUp.objects.due(timezone.localdate(at)).filter(due_at=None).values_list("pk", flat=True)
    return sum(_fall_due(pk, at) for pk in list(found[:limit]))


@transaction.atomic
def _fall_due(pk: int, at: datetime) -> bool:
    waiting = FollowUp.objects.open().filter(pk=pk, due_at=None).select_related("case", "owner", "queue")
    found = waiting.select_for_update(skip_locked=True, of=("self",)).first()
    if found is None:
        return False
    found.due_at = at
    found.save(update_fields=["due_at"])
    queue_id = 0 if found.owner_id else found.queue_id or 0
    fact = FollowUpDue(found.pk, found.title, found.owner_name, found.owner_id or 0, queue_id)
    record(found.case, fact, by=SYSTEM, at=at)
    return True
