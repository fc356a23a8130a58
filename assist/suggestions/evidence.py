"""What this case knows: the values that slots may take, and the facts that tools established.

Values come from the customer's record, from what tools returned and, for identifiers alone, from the
customer's words: an amount or a date that only the customer named is no evidence, and neither is any other word of theirs.
What a tool returned about somebody else's order is none either, and what was reversed holds no more.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils import timezone

from assist.suggestions.naming import SUBJECTS, slots_of
from assist.suggestions.ownership import Owners, owners_of
from assist.suggestions.recorded import approved_of, asked_of, facts_of
from assist.suggestions.slots import Known
from assist.tools.events import (
    ToolCallApproved,
    ToolCallAwaitingApproval,
    ToolCallCompensated,
    ToolCallSucceeded,
)
from cases.casefiles.models import Case
from cases.events.models import Event
from cases.events.prepared import Prepared
from cases.events.runs import until
from cases.interactions.models import Interaction

IDENTIFIERS = {"order_number": "order.number", "account_number": "account.number"}
CUSTOMERS_WORDS = "what the customer wrote"
UNDERSTOOD = "turn.understood"
OF_ORDERS = ("order", "shipment", "payment")
CALLS = (
    ToolCallSucceeded.NAME, ToolCallAwaitingApproval.NAME, ToolCallApproved.NAME, ToolCallCompensated.NAME,
)  # fmt: skip
TOLD = (*CALLS, UNDERSTOOD)


@dataclass(frozen=True)
class Evidence:
    """What the case knows at one moment: `known` by slot, and the `facts` that tools established."""

    known: Mapping[str, Known]
    facts: frozenset[str] = field(default_factory=frozenset)

    @property
    def values(self) -> list[str]:
        """What may be named, an order number in the customer's words included."""
        return [entry.value for entry in self.known.values()]

    @property
    def recorded(self) -> list[str]:
        """What a system of record holds."""
        return [entry.value for entry in self.known.values() if entry.origin != CUSTOMERS_WORDS]

    def value_of(self, slot: str) -> str:
        """The value, or "" while it is not known."""
        return self.known[slot].value if slot in self.known else ""


def evidence_of(case: Case, interaction: Interaction) -> Evidence:
    """Everything a reply of this case may say as a fact, newest value first."""
    known, facts = _record_of(case, interaction), dict[int, frozenset[str]]()
    events = _told(case.pk)
    owners, asked = owners_of(_answers(events), email=case.customer.email), dict[int, str]()
    for event in events:
        if event.name == UNDERSTOOD:
            known = _with_named(known, event, facts, owners)
        elif event.name == ToolCallSucceeded.NAME:
            known |= dict(_values(event, owners))
            facts |= {event.seq: _facts(event, owners)}
        else:
            facts |= _decided(event, asked, facts)
    return Evidence(known, frozenset().union(*facts.values()))


def _answers(events: Sequence[Event]) -> list[tuple[str, Mapping[str, object]]]:
    answered = [event for event in events if event.name == ToolCallSucceeded.NAME]
    return [(str(event.payload.get("tool", "")), event.payload.get("output") or {}) for event in answered]


def _with_named(
    known: dict[str, Known], event: Event, facts: dict[int, frozenset[str]], owners: Owners
) -> dict[str, Known]:
    """With the identifiers that the customer named. Another order than the one looked up makes all of that one beside the point."""
    named = {slot: entry for slot, entry in _identifiers(event) if entry.value not in owners.strangers}
    order, before = named.get("order.number"), known.get("order.number")
    if order and before and order.value != before.value:
        known = {slot: entry for slot, entry in known.items() if slot.split(".")[0] not in OF_ORDERS}
        for seq, kept in facts.items():
            facts[seq] = frozenset(fact for fact in kept if fact.split(":")[0] not in OF_ORDERS)
    return {**named, **known}


def _decided(
    event: Event, asked: dict[int, str], facts: dict[int, frozenset[str]]
) -> dict[int, frozenset[str]]:
    """What holds after somebody asked, approved or took back; `asked` keeps the tools of the calls."""
    call = int(event.payload.get("call_id", 0))
    if event.name == ToolCallCompensated.NAME:
        gone = facts_of(str(event.payload["tool"]), {}, on=event.at.date())
        return {seq: kept - gone for seq, kept in facts.items()}
    if event.name == ToolCallApproved.NAME:
        return {event.seq: approved_of(asked.get(call, ""))}
    asked[call] = str(event.payload.get("tool", ""))
    return {event.seq: asked_of(asked[call])}


@until(*TOLD)
def _told(case_id: int) -> Sequence[Event]:
    return tuple(_kept_facts(case_id))


_kept_facts = Prepared(
    lambda case: (
        Event.objects.filter(case_id=case, name__in=TOLD, redacted_at=None)
        .order_by("seq")
        .only("case_id", "seq", "name", "payload", "at")
    )
)


def _record_of(case: Case, interaction: Interaction) -> dict[str, Known]:
    customer, agent = case.customer, interaction.agent
    values = {
        "customer.first_name": customer.first_name,
        "customer.name": customer.name,
        "customer.email": customer.email,
        "case.number": str(case.number),
        "agent.first_name": agent.name.split()[0] if agent else "",
    }
    return {slot: Known(value, "the customer's record") for slot, value in values.items() if value}


def _identifiers(event: Event) -> Iterator[tuple[str, Known]]:
    for entity in event.payload.get("entities", []):
        slot = IDENTIFIERS.get(str(entity.get("kind", "")))
        if slot:
            yield slot, Known(str(entity["value"]), CUSTOMERS_WORDS, event.seq)


def _facts(event: Event, owners: Owners) -> frozenset[str]:
    tool, output = str(event.payload.get("tool", "")), event.payload.get("output") or {}
    if owners.is_strangers(output):
        return frozenset()
    return facts_of(tool, output, on=event.at.date(), headline=str(event.payload.get("headline", "")))


def _values(event: Event, owners: Owners) -> Iterator[tuple[str, Known]]:
    tool, output = str(event.payload.get("tool", "")), event.payload.get("output") or {}
    if owners.is_strangers(output):
        return
    origin = tool.replace("_", " ")
    for slot, value in slots_of(tool, output, zone=timezone.get_current_timezone()):
        yield slot, Known(value, origin, event.seq)
    if reference := event.payload.get("reference"):
        yield f"{SUBJECTS.get(tool, tool)}.reference", Known(str(reference), origin, event.seq)
