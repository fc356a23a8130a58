"""Taking the content of one event away, for good: somebody's right to be forgotten, or what should never have been written.

The event stays with its number, actor, time and hash, so the chain still verifies and shows that something was removed.
"""

from datetime import datetime

from django.db import transaction

from cases.casefiles.actions import lock_case
from cases.casefiles.models import Case
from cases.events.actions import record
from cases.events.actors import Actor
from cases.events.models import Event
from cases.interactions.events import ContentRemoved
from cases.interactions.models import Turn
from cases.redaction.rules import redact
from cases.refusals import InvalidInput, Refusal

IN_ITS_PLACE = "[removed]"
SHORTEST_REASON, LONGEST_REASON = 5, 300


class ContentIsGone(Refusal):
    message = "The content of this event was removed already."
    advice = "The timeline says when, by whom and why."


class StillAtWork(Refusal):
    message = "Work that follows from this event is still under way."
    advice = "Try again in a moment."


class RecordOfRemoval(Refusal):
    message = "What tells of a removal stays."
    advice = "Remove the content of the event itself."


@transaction.atomic
def remove_content(*, case: Case, seq: int, reason: str, by: Actor, at: datetime) -> Event:
    """Empties the event and the turn that it tells of, and records who did it and why. Raises Event.DoesNotExist."""
    words = redact(reason.strip()).text
    if not SHORTEST_REASON <= len(words) <= LONGEST_REASON:
        raise InvalidInput(f"Give a reason of {SHORTEST_REASON} to {LONGEST_REASON} characters.")
    locked = lock_case(case.pk)
    event = Event.objects.get(case=locked, seq=seq)
    _refuse_unless_removable(event)
    Event.objects.filter(pk=event.pk).update(payload={}, salt="", redacted_at=at)
    Turn.objects.filter(case=locked, seq=seq).update(text=IN_ITS_PLACE, sources=[])
    record(locked, ContentRemoved(seq, event.name, words), by=by, at=at)
    event.refresh_from_db()
    return event


def _refuse_unless_removable(event: Event) -> None:
    if event.name == ContentRemoved.NAME:
        raise RecordOfRemoval
    if event.redacted_at:
        raise ContentIsGone
    if event.dispatched_at is None:
        raise StillAtWork
