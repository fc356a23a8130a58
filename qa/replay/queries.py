"""The timeline of a case as steps, and one of them with what was known then."""

from dataclasses import dataclass
from typing import Any

from assist.registry.queries import number_at
from assist.suggestions.models import Suggestion
from assist.understanding.models import Understanding
from cases.casefiles.models import Case
from cases.events import chain
from cases.events.models import Event
from cases.events.queries import timeline_of
from cases.interactions.events import ContentRemoved
from cases.interactions.models import Turn
from qa.replay.machine import VERSION_NAMES, MachineSaid, said_at
from qa.replay.rules import Knowledge, Past, Standing, knowledge_at, standing_at

_KINDS = {
    "customer": "customer",
    "ai_agent": "machine",
    "agent": "person",
    "system": "system",
    "integration": "integration",
}


@dataclass(frozen=True)
class Step:
    """One event. `is_sound` says that its hash covers its content and the event before it."""

    seq: int
    sentence: str
    text: str
    actor: str
    actor_kind: str
    at: Any
    is_sound: bool
    is_redacted: bool
    hash: str


@dataclass(frozen=True)
class Replay:
    """The case after event `seq`: `steps` are all events, the current one among them."""

    case: Case
    seq: int
    last: int
    steps: list[Step]
    step: Step | None
    actors: list[Knowledge]
    standing: Standing
    machine: MachineSaid | None
    payload: list[tuple[str, str]]
    faults: int
    is_removal: bool

    @property
    def can_be_removed(self) -> bool:
        """Whether the event that is shown still says something, and is not itself the record of a removal."""
        return self.step is not None and not self.step.is_redacted and not self.is_removal

    @property
    def previous(self) -> int:
        return max(self.seq - 1, 1)

    @property
    def next(self) -> int:
        return min(self.seq + 1, self.last)


def replay_at(case: Case, seq: int | None = None) -> Replay:
    """The timeline played back up to event `seq` (the last one when None); out of range is brought into
    range."""
    events = list(timeline_of(case))
    last = events[-1].seq if events else 0
    at = min(max(seq if seq is not None else last, 1), max(last, 1))
    texts = dict(Turn.objects.filter(case=case).values_list("seq", "text"))
    steps = _steps(events, texts)
    past = [_past(event) for event in events if event.seq <= at]
    current = next((event for event in events if event.seq == at), None)
    return Replay(
        case=case,
        seq=at,
        last=last,
        steps=steps,
        step=next((step for step in steps if step.seq == at), None),
        actors=knowledge_at(past),
        standing=standing_at(past),
        machine=_machine(current),
        payload=_payload(current),
        faults=sum(not step.is_sound for step in steps),
        is_removal=current is not None and current.name == ContentRemoved.NAME,
    )


def _steps(events: list[Event], texts: dict[int, str]) -> list[Step]:
    steps, previous, due = [], chain.GENESIS, 1
    for event in events:
        steps.append(_step(event, texts.get(event.seq, ""), event.seq == due and is_sound(event, previous)))
        previous, due = event.hash, event.seq + 1
    return steps


def is_sound(event: Event, previous: str) -> bool:
    """Whether the event follows the one before it and neither its header nor its content was changed."""
    header = chain.event_hash(
        previous=event.previous_hash,
        seq=event.seq,
        name=event.name,
        actor=(event.actor_kind, event.actor_id, event.actor_name),
        at=event.at,
        digest=event.digest,
    )
    content = event.redacted_at or chain.payload_digest(event.payload, event.salt) == event.digest
    return event.previous_hash == previous and header == event.hash and bool(content)


def _step(event: Event, text: str, sound: bool) -> Step:
    return Step(
        seq=event.seq,
        sentence=event.sentence,
        text=text,
        actor=event.actor_name or "Customer",
        actor_kind=_KINDS[event.actor_kind],
        at=event.at,
        is_sound=sound,
        is_redacted=event.redacted_at is not None,
        hash=event.hash,
    )


def _past(event: Event) -> Past:
    payload = {} if event.redacted_at else event.payload
    return Past(event.seq, event.name, event.sentence, event.actor_kind, event.actor_name, event.at, payload)


def _machine(event: Event | None) -> MachineSaid | None:
    """What models and rules said in the event, as it was written then."""
    if event is None or event.redacted_at:
        return None
    kinds = [kind for kind in event.payload.get("versions", {}) if kind in VERSION_NAMES]
    found = {kind: number_at(kind, event.at) for kind in kinds}
    serving = {kind: f"{kind} {number}" for kind, number in found.items() if number}
    return said_at(event.name, event.payload, _kept(event), serving)


def _kept(event: Event) -> dict[int, Any]:
    """What the rooms wrote beside the event, once: the words of suggestions, the first intents of a reading."""
    if event.name == "suggestion.shown":
        ids = [one["id"] for one in event.payload.get("suggestions", ())]
        return dict(Suggestion.objects.filter(pk__in=ids).values_list("pk", "body"))
    if event.name == "turn.understood":
        rows = Understanding.objects.filter(turn_id=event.payload["turn_id"])
        return dict(rows.values_list("turn_id", "ranking"))
    return {}


def _payload(event: Event | None) -> list[tuple[str, str]]:
    if event is None or event.redacted_at:
        return []
    return [
        (key.replace("_", " "), _shown(value))
        for key, value in event.payload.items()
        if value not in ("", None, []) and not _is_nested(value)
    ]


def _is_nested(value: Any) -> bool:
    """Lists of records and versions are shown as what they say, or not at all."""
    return isinstance(value, dict) or (
        isinstance(value, list) and any(isinstance(one, dict) for one in value)
    )


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
