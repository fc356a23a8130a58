"""What a reader of the first N events knows. Pure: events in, knowledge out."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class Past:
    """One event as replay needs it."""

    seq: int
    name: str
    sentence: str
    actor_kind: str
    actor_name: str
    at: datetime
    payload: dict[str, Any] = field(default_factory=dict)


@dataclass
class Knowledge:
    """What one actor had seen. `until_seq` is the last event before them, `said` what they did last."""

    name: str
    kind: str
    until_seq: int = 0
    seen: int = 0
    did_last: str = ""
    is_present: bool = True


CUSTOMER_SEES = frozenset({"turn.received", "turn.sent"})
_ENTERS = {"interaction.opened": "ai", "interaction.returned_to_ai": "ai", "interaction.connected": "agent"}
_LEAVES_ALL = frozenset({"interaction.queued", "interaction.closed"})


def knowledge_at(events: Sequence[Past]) -> list[Knowledge]:
    """The actors in the order of their coming. The customer sees messages alone; the AI agent and an agent
    see everything
    of the timeline while the contact is theirs, and nothing that came after they left."""
    known: dict[str, Knowledge] = {}
    for event in events:
        _come_and_go(known, event)
        _see(known.values(), event)
        actor = known.get(_key(event.actor_kind, event.actor_name))
        if actor:
            actor.did_last = event.sentence
    return list(known.values())


def _key(kind: str, name: str) -> str:
    return kind if kind in ("customer", "ai_agent") else f"{kind}:{name}"


def _come_and_go(known: dict[str, Knowledge], event: Past) -> None:
    if event.actor_kind == "customer":
        known.setdefault("customer", Knowledge(event.actor_name or "Customer", "customer"))
    owner = _ENTERS.get(event.name)
    if owner or event.name in _LEAVES_ALL:
        for actor in known.values():
            actor.is_present = actor.kind == "customer"
    if owner == "ai":
        known.setdefault("ai_agent", Knowledge("AI agent", "ai_agent")).is_present = True
    elif owner == "agent":
        name = str(event.payload.get("agent_name", event.actor_name))
        entered = known.setdefault(_key("agent", name), Knowledge(name, "agent"))
        entered.is_present, entered.seen = True, event.seq - 1


def _see(actors: Iterable[Knowledge], event: Past) -> None:
    for actor in actors:
        if actor.is_present and (actor.kind != "customer" or event.name in CUSTOMER_SEES):
            actor.seen += 1
            actor.until_seq = event.seq


@dataclass(frozen=True)
class Standing:
    """How the case stood, in words; empty while nothing was known."""

    understood_as: str = ""
    layer: str = ""
    verified: str = ""
    answered_by: str = ""
    state: str = "Open"


def standing_at(events: Sequence[Past]) -> Standing:
    """Folds the events into how the case stood after the last of them."""
    values: dict[str, str] = {}
    for event in events:
        values |= _change(event)
    return Standing(**values)


def _change(event: Past) -> dict[str, str]:
    if event.name in _SAID_BY_NAME:
        return _SAID_BY_NAME[event.name]
    tell = _SAID_BY_PAYLOAD.get(event.name)
    return tell(event.payload) if tell and event.payload else {}


_SAID_BY_NAME = {
    "interaction.opened": {"answered_by": "AI agent"},
    "interaction.returned_to_ai": {"answered_by": "AI agent"},
    "interaction.closed": {"answered_by": "Nobody, the contact has ended"},
    "case.resolved": {"state": "Resolved"},
    "case.reopened": {"state": "Reopened"},
    "case.closed": {"state": "Closed"},
}
_SAID_BY_PAYLOAD: dict[str, Callable[[dict[str, Any]], dict[str, str]]] = {
    "case.intent_changed": lambda p: {"understood_as": f"{p['title']} ({round(100 * p['confidence'])} %)"},
    "case.layer_assigned": lambda p: {"layer": f"Layer {p['layer']}"},
    "customer.verified": lambda p: {"verified": p["how"]},
    "interaction.queued": lambda p: {"answered_by": f"Waiting in {p['queue_name']}"},
    "interaction.connected": lambda p: {"answered_by": p["agent_name"]},
}
