"""What a case knows, gathered for prefilled forms and checks: receipts, what the customer named, steps with
their words.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils.timezone import localtime

from assist.tools.checks import CaseFacts, Known
from assist.tools.models import ToolCall
from assist.tools.rules import address_parts
from cases.casefiles.models import Case
from cases.events.models import Event
from cases.events.prepared import Prepared
from cases.events.runs import until
from cases.interactions.models import Turn
from cases.interactions.queries import last_turns

EVIDENCE_STEP = "damage_evidence"
READ = ("turn.understood", "step.done")  # events of rooms that may know tools, read by name
LOOK_UPS = ("find_order", "lookup_customer")
LOOKED_AT = 60


def facts_of(case: Case, *, at: datetime) -> CaseFacts:
    """The facts of the case in three queries, however long it is."""
    understood, steps = _by_name(_told(case.pk))
    known = {**_customer(case), **_entities(case, understood), **_words(steps)}
    known |= _receipts(_looked_up(case.pk), wanted=known.get("entity.order_number"))
    return CaseFacts(
        is_verified=case.is_verified,
        has_evidence=any(step.payload.get("step") == EVIDENCE_STEP for step in steps),
        today=localtime(at).date(),
        known=known,
    )


@until(*READ)
def _told(case_id: int) -> Sequence[Event]:
    return tuple(_events_back(case_id))[::-1]


_events_back = Prepared(
    lambda case: (
        Event.objects.filter(case_id=case, name__in=READ, redacted_at=None)
        .order_by("-seq")
        .only("case_id", "seq", "name", "payload")[:LOOKED_AT]
    )
)


@until("tool_call.")
def _looked_up(case_id: int) -> Sequence[ToolCall]:
    """What the look-ups found, the latest first."""
    return tuple(_look_ups(case_id))


_look_ups = Prepared(
    lambda case: (
        ToolCall.objects.filter(case_id=case, tool__name__in=LOOK_UPS)
        .succeeded()
        .select_related("tool")
        .order_by("-pk")[:20]
    )
)


def _by_name(events: Iterable[Event]) -> tuple[list[Event], list[Event]]:
    found: dict[str, list[Event]] = {name: [] for name in READ}
    for event in events:
        found[event.name].append(event)
    return found[READ[0]], found[READ[1]]


def _customer(case: Case) -> dict[str, Known]:
    customer = case.customer
    named = {"email": customer.email, "phone": customer.phone, "name": customer.name}
    return {
        f"customer.{name}": Known(value, "From the customer's profile")
        for name, value in named.items()
        if value
    }


def _entities(case: Case, understood: list[Event]) -> dict[str, Known]:
    """The latest of each kind that the customer named, with the message that it stood in."""
    places = _places(case, {event.payload.get("turn_id", 0) for event in understood})
    found: dict[str, Known] = {}
    for event in understood:
        turn = places.get(event.payload.get("turn_id", 0))
        for entity in event.payload.get("entities", []):
            for name, value in {entity["kind"]: entity["value"], **_parts(entity)}.items():
                found[f"entity.{name}"] = _from_message(value, turn)
    return found


def _places(case: Case, turn_ids: set[int]) -> dict[int, Turn]:
    places = {turn.pk: turn for turn in last_turns(case.pk)}
    if missing := turn_ids - places.keys():
        older = Turn.objects.filter(pk__in=missing).only("pk", "position", "seq")
        places |= {turn.pk: turn for turn in older}
    return places


def _parts(entity: Mapping[str, Any]) -> dict[str, str]:
    """Street, town and postcode of an address that was named."""
    return address_parts(entity["value"]) if entity["kind"] == "address" else {}


def _from_message(value: Any, turn: Turn | None) -> Known:
    return Known(
        value, f"From message {turn.position}" if turn else "From the conversation", turn.seq if turn else 0
    )


def _words(steps: list[Event]) -> dict[str, Known]:
    """What the customer wrote in a step, as the value of a form."""
    said = [(step.payload.get("step"), step.payload.get("words"), step.seq) for step in steps]
    return {
        f"words.{step}": Known(words, "In the customer's words", seq) for step, words, seq in said if words
    }


def _receipts(calls: Iterable[ToolCall], wanted: Known | None) -> dict[str, Known]:
    """`order.…` of the order that is talked about, `verified.…` of the customer that was verified."""
    found: dict[str, Known] = {}
    for call in calls:
        if call.tool.name == "find_order" and "order.number" not in found and _is_wanted(call, wanted):
            found |= _flat(
                "order", call.output, f"From order {call.output.get('number', '')}", call.ended_seq
            )
        elif (
            call.tool.name == "lookup_customer" and call.output.get("verified") and "verified.id" not in found
        ):
            found |= _flat(
                "verified", call.output.get("customer") or {}, "From the verification", call.ended_seq
            )
    return found


def _is_wanted(call: ToolCall, wanted: Known | None) -> bool:
    return wanted is None or call.output.get("number") == wanted.value


def _flat(name: str, output: Mapping[str, Any], origin: str, seq: int) -> dict[str, Known]:
    plain = {
        key: value for key, value in output.items() if isinstance(value, str | int | float) and value != ""
    }
    return {f"{name}.{key}": Known(value, origin, seq) for key, value in plain.items()}
