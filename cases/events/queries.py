from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import QuerySet

from cases.events import chain
from cases.events.models import Event, EventQuerySet
from cases.events.prepared import Prepared
from cases.events.runs import current_run, note_case


def timeline_of(case: Any, after: int = 0) -> EventQuerySet:
    """The events of the case with a sequence number above `after`, in order."""
    return Event.objects.filter(case=case).after(after).order_by("seq")


def verify_chain(case: Any) -> list[str]:
    """What is wrong with the case's timeline, in sentences; an empty list when every hash holds up to its end."""
    end, end_hash = type(case).objects.values_list("last_seq", "last_hash").get(pk=case.pk)
    faults: list[str] = []
    previous, expected = chain.GENESIS, 1
    until_now = timeline_of(case).filter(seq__lte=end)  # what is written meanwhile has its turn the next time
    for event in until_now:
        faults += _faults_of(event, previous, expected)
        previous, expected = event.hash, event.seq + 1
    if (expected - 1, previous) != (end, end_hash):
        faults.append(f"The last event is {expected - 1}, the case knows of {end}")
    return faults


def _faults_of(event: Event, previous: str, expected: int) -> list[str]:
    faults = []
    if event.seq != expected:
        faults.append(f"Event {event.seq} stands where event {expected} is due")
    if event.previous_hash != previous:
        faults.append(f"Event {event.seq} does not follow the event before it")
    if not event.redacted_at and chain.payload_digest(event.payload, event.salt) != event.digest:
        faults.append(f"The content of event {event.seq} was changed")
    if _hash_of(event) != event.hash:
        faults.append(f"The header of event {event.seq} was changed")
    return faults


def _hash_of(event: Event) -> str:
    return chain.event_hash(
        previous=event.previous_hash,
        seq=event.seq,
        name=event.name,
        actor=(event.actor_kind, event.actor_id, event.actor_name),
        at=event.at,
        digest=event.digest,
    )


def case_now(case_id: int) -> Any:
    """The case with its customer as it stands. A background run that saw its last event shares what it saw."""
    run = current_run()
    known = run.memory_of(case_id).latest_row if run else None
    if known is None:
        known = _case.first(case_id)
        if known is None:
            raise ObjectDoesNotExist(f"case {case_id}")
        note_case(known)
    return known


def _with_customer(key: int) -> QuerySet[Any]:
    model: Any = Event._meta.get_field("case").related_model  # its room stands above this one
    rows: QuerySet[Any] = model.objects.select_related("customer").filter(pk=key)
    return rows


_case: Prepared[Any] = Prepared(_with_customer)
