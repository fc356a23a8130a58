from typing import Any

from cases.events import chain
from cases.events.models import Event, EventQuerySet


def timeline_of(case: Any, after: int = 0) -> EventQuerySet:
    """The events of the case with a sequence number above `after`, in order."""
    return Event.objects.filter(case=case).after(after).order_by("seq")


def verify_chain(case: Any) -> list[str]:
    """What is wrong with the case's timeline, in sentences; an empty list when every hash holds."""
    faults: list[str] = []
    previous, expected = chain.GENESIS, 1
    for event in timeline_of(case):
        faults += _faults_of(event, previous, expected)
        previous, expected = event.hash, event.seq + 1
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
