from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from cases.casefiles.events import (
    CaseClosed,
    CaseOpened,
    CaseReopened,
    CaseResolved,
    CustomerVerified,
    HelpAsked,
    IntentChanged,
    LayerAssigned,
    NoteAdded,
    VerificationFailed,
)
from cases.casefiles.models import Case, Note, next_case_number
from cases.customers.models import Customer
from cases.events.actions import record
from cases.events.actors import Actor
from cases.events.prepared import Prepared, save_columns
from cases.events.runs import note_case
from cases.people.models import Team
from cases.redaction.rules import redact
from cases.refusals import Refusal

MOODS_KEPT = 40


class CaseIsOver(Refusal):
    message = "The case is resolved already."
    advice = "Reopen the case if there is more to do."


class CaseIsNotOver(Refusal):
    message = "The case is still open."
    advice = "Resolve it first."


def lock_case(case_id: int) -> Case:
    """The case with its row locked until the end of the transaction: whoever decides on its state holds this."""
    case = _locked.first(case_id)
    if case is None:
        raise Case.DoesNotExist
    note_case(case)
    return case


_locked = Prepared(
    lambda key: Case.objects.select_for_update(of=("self",)).select_related("customer").filter(pk=key)
)


@transaction.atomic
def open_case(
    *, customer: Customer, team: Team | None, language: str = "en", by: Actor, at: datetime
) -> Case:
    """A new case with its first event."""
    case = Case.objects.create(
        number=next_case_number(), customer=customer, team=team, language=language, opened_at=at
    )
    record(case, CaseOpened(customer.pk, case.number), by=by, at=at)
    return case


@transaction.atomic(savepoint=False)
def set_intent(
    *, case: Case, intent: str, title: str, confidence: float, turn_seq: int = 0, by: Actor, at: datetime
) -> bool:
    """Keeps what the case is understood as; records an event only when the intent itself changed. True if it did."""
    locked = lock_case(case.pk)
    changed = locked.intent != intent
    previous = locked.intent
    _update(locked, case, intent=intent, intent_title=title, intent_confidence=confidence)
    if changed:
        record(case, IntentChanged(intent, title, round(confidence, 4), previous, turn_seq), by=by, at=at)
    return changed


def keep_reading(
    locked: Case,
    *,
    intent: str,
    title: str,
    confidence: float,
    mood: float,
    turn_seq: int,
    by: Actor,
    at: datetime,
) -> None:
    """What one turn of the customer told, on a case that the caller has locked: the mood, and the intent where one is
    believed in. One write; records an event when the intent changed."""
    previous, course = locked.intent, [*locked.mood_course, [turn_seq, round(mood, 3)]][-MOODS_KEPT:]
    read = {"intent": intent, "intent_title": title, "intent_confidence": confidence} if intent else {}
    _update(locked, locked, mood=mood, mood_course=course, **read)
    if intent and intent != previous:
        fact = IntentChanged(intent, title, round(confidence, 4), previous, turn_seq)
        record(locked, fact, by=by, at=at)


@transaction.atomic(savepoint=False)
def set_layer(*, case: Case, layer: int, reasons: Sequence[str], by: Actor, at: datetime) -> None:
    """Keeps the layer and its reasons in words; records an event when either changed."""
    locked = lock_case(case.pk)
    keep_layer(locked, layer=layer, reasons=reasons, by=by, at=at)
    case.layer, case.layer_reasons = locked.layer, locked.layer_reasons
    case.last_seq, case.last_hash = locked.last_seq, locked.last_hash


def keep_layer(locked: Case, *, layer: int, reasons: Sequence[str], by: Actor, at: datetime) -> None:
    """The same on a case that the caller has locked."""
    previous = locked.layer
    if (previous, locked.layer_reasons) == (layer, list(reasons)):
        return
    _update(locked, locked, layer=layer, layer_reasons=list(reasons))
    record(locked, LayerAssigned(layer, previous, list(reasons)), by=by, at=at)


@transaction.atomic(savepoint=False)
def set_mood(*, case: Case, mood: float, turn_seq: int) -> None:
    """Adds the customer's mood at one turn, -1 to 1, to the course of the case."""
    locked = lock_case(case.pk)
    course = [*locked.mood_course, [turn_seq, round(mood, 3)]][-MOODS_KEPT:]
    _update(locked, case, mood=mood, mood_course=course)


@transaction.atomic
def verify_customer(*, case: Case, how: str, evidence_seq: int = 0, by: Actor, at: datetime) -> None:
    """Marks the customer as verified for this case, once."""
    locked = lock_case(case.pk)
    if not locked.is_verified:
        _update(locked, case, is_verified=True)
        record(case, CustomerVerified(how, evidence_seq), by=by, at=at)


@transaction.atomic
def fail_verification(*, case: Case, how: str, evidence_seq: int = 0, by: Actor, at: datetime) -> None:
    """Keeps that a check of the customer's identity did not fit. One that held before still holds."""
    record(lock_case(case.pk), VerificationFailed(how, evidence_seq), by=by, at=at)


@transaction.atomic
def note_on(*, case: Case, text: str, by: Actor, at: datetime, external_id: str) -> Note:
    """An internal note on the case. Idempotent by `external_id`."""
    lock_case(case.pk)
    if known := Note.objects.filter(case=case, external_id=external_id).first():
        return known
    note = Note.objects.create(
        case=case,
        author_id=by.user_id,
        author_name=by.name,
        text=redact(text).text,
        at=at,
        external_id=external_id,
    )
    note.seq = record(case, NoteAdded(note.pk), by=by, at=at).seq
    note.save(update_fields=["seq"])
    return note


@transaction.atomic
def ask_help(*, case: Case, text: str, by: Actor, at: datetime) -> None:
    """Puts the case on the supervisors' list."""
    record(case, HelpAsked(text[:500]), by=by, at=at)


@transaction.atomic
def resolve_case(
    *, case: Case, outcome: str = "", evidence_seqs: Sequence[int] = (), by: Actor, at: datetime
) -> None:
    """Marks the problem as solved. What the resolution rests on stands in `evidence_seqs`. Raises CaseIsOver."""
    locked = lock_case(case.pk)
    if locked.is_over:
        raise CaseIsOver
    _update(locked, case, state=Case.State.RESOLVED, resolved_at=at)
    record(case, CaseResolved(outcome, list(evidence_seqs)), by=by, at=at)


@transaction.atomic
def reopen_case(*, case: Case, reason: str, by: Actor, at: datetime) -> None:
    """Opens a resolved or closed case again. Raises CaseIsNotOver."""
    locked = lock_case(case.pk)
    if not locked.is_over:
        raise CaseIsNotOver
    _update(locked, case, state=Case.State.REOPENED, resolved_at=None, closed_at=None, disposition="")
    record(case, CaseReopened(reason), by=by, at=at)


@transaction.atomic
def close_case(*, case: Case, disposition: str, reason: str = "", by: Actor, at: datetime) -> None:
    """Ends the case with its disposition; does nothing when it is closed already."""
    locked = lock_case(case.pk)
    if locked.state == Case.State.CLOSED:
        return
    _update(
        locked,
        case,
        state=Case.State.CLOSED,
        closed_at=at,
        resolved_at=locked.resolved_at or at,
        disposition=disposition,
        disposition_reason=reason,
    )
    record(case, CaseClosed(disposition, reason), by=by, at=at)


def _update(locked: Case, case: Case, **values: object) -> None:
    """Saves the values on the locked row and shows them on the caller's object too."""
    for key, value in values.items():
        setattr(locked, key, value)
        setattr(case, key, value)
    save_columns(locked, *values)
