"""Taking the content of one event away, for good: somebody's right to be forgotten, or what should never have been written.

The rooms above have copied from it; `settings.COPIES` names who removes that too, while the words are still known.

The event stays with its number, actor, time and hash, so the chain still verifies and shows that something was removed.
"""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

from cases.casefiles.actions import lock_case
from cases.casefiles.models import Case, Note
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
    """Empties the event, the turn or note that it tells of and every copy, and records who did it and why.

    Raises Event.DoesNotExist.
    """
    words = redact(reason.strip()).text
    if not SHORTEST_REASON <= len(words) <= LONGEST_REASON:
        raise InvalidInput(f"Give a reason of {SHORTEST_REASON} to {LONGEST_REASON} characters.")
    locked = lock_case(case.pk)
    event = Event.objects.get(case=locked, seq=seq)
    _refuse_unless_removable(event)
    import_string(settings.COPIES)(event=event, texts=_texts_of(event), at=at)
    Event.objects.filter(pk=event.pk).update(payload={}, salt="", redacted_at=at)
    Turn.objects.filter(case=locked, seq=seq).update(text=IN_ITS_PLACE, sources=[])
    Note.objects.filter(case=locked, seq=seq).update(text=IN_ITS_PLACE)
    record(locked, ContentRemoved(seq, event.name, words), by=by, at=at)
    event.refresh_from_db()
    return event


def _refuse_unless_removable(event: Event) -> None:
    if event.name == ContentRemoved.NAME:
        raise RecordOfRemoval
    if event.redacted_at:
        raise ContentIsGone
    if Event.objects.undispatched().filter(case=event.case_id, seq__gte=event.seq).exists():
        raise StillAtWork  # it may be copying at this moment


def _texts_of(event: Event) -> list[str]:
    said = [table.objects.filter(case=event.case_id, seq=event.seq) for table in (Turn, Note)]
    return [text for rows in said for text in rows.values_list("text", flat=True)]
