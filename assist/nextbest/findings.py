"""What is known of a case besides its plan, for the reasons of the next steps. Reads only."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.timezone import localtime

from assist.journeys.models import JourneyRun, StepRun
from assist.nextbest.reasons import Behind, Known
from assist.tools.facts import facts_of
from assist.tools.models import ToolCall
from cases.casefiles.models import Case
from cases.events.actors import ActorKind
from cases.events.prepared import Prepared
from cases.interactions.queries import last_turns

STANDS = {
    "processing": "has not left the warehouse",
    "dispatched": "is on its way",
    "in_transit": "is on its way",
    "out_for_delivery": "is out for delivery",
    "delivered": "was delivered",
    "cancelled": "was cancelled",
}


def known_of(case: Case, run: JourneyRun, *, at: datetime) -> Known:
    """The steps as they stand, what the look-ups answered, and what the back office says of the order."""
    facts = {name: known.value for name, known in facts_of(case, at=at).known.items()}
    return Known(_behind(case, run), dict(_found(case, facts)), _record(facts), _doubt(case, facts))


def _behind(case: Case, run: JourneyRun) -> dict[str, Behind]:
    places = {turn.seq: turn.position for turn in last_turns(case.pk)}
    settled = (step for step in run.steps.all() if step.is_settled or step.state == StepRun.State.FAILED)
    return {
        step.key: Behind(step.state, _who(step), step.receipt, places.get(step.seq, 0), step.seq)
        for step in settled
    }


def _who(step: StepRun) -> str:
    return step.by_name if step.by_kind == ActorKind.AGENT else ""


def _found(case: Case, facts: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The latest answer of each look-up about the order that is talked about."""
    wanted = facts.get("entity.order_number")
    for call in _look_ups(case.pk):
        if call.tool.name == "lookup_customer" and call.output.get("verified") is False:
            yield call.tool.name, "the postcode that was given did not match at the last check"
        elif (
            wanted in (None, call.output.get("number"), call.output.get("order_number"))
            and "status" in call.output
        ):
            order = {f"order.{key}": value for key, value in call.output.items()} | {
                "order.number": call.output.get("number") or call.output.get("order_number")
            }
            if words := _record(order):
                yield call.tool.name, words[:1].lower() + words[1:] + _paid(call.output)


_look_ups = Prepared(
    lambda case: (
        ToolCall.objects.filter(case_id=case, tool__risk="low")
        .succeeded()
        .select_related("tool")
        .order_by("pk")
    )
)


def _paid(output: Mapping[str, Any]) -> str:
    """What was paid beside what was due: the two differ where it was paid twice."""
    lines = [line for line in output.get("lines") or () if isinstance(line, Mapping)]
    due = sum(
        (Decimal(str(line.get("price") or 0)) * int(line.get("quantity") or 1) for line in lines), Decimal(0)
    )
    return f", and £{output['paid']} was paid for goods of £{due:.2f}" if due and output.get("paid") else ""


def _record(facts: Mapping[str, Any]) -> str:
    """ "The back office says that order 58213 was delivered on 3 May"; "" while no order was looked up."""
    stands = STANDS.get(str(facts.get("order.status", "")))
    if not stands or not facts.get("order.number"):
        return ""
    return f"The back office says that order {facts['order.number']} {stands}{_when(facts)}"


def _when(facts: Mapping[str, Any]) -> str:
    if facts.get("order.status") == "delivered":
        return f" on {_day(facts['order.delivered_at'])}" if facts.get("order.delivered_at") else ""
    return f", expected on {_day(facts['order.expected_on'])}" if facts.get("order.expected_on") else ""


def _day(value: Any) -> str:
    text = str(value)
    day = localtime(datetime.fromisoformat(text)).date() if "T" in text else date.fromisoformat(text)
    return f"{day.day} {day:%B}"


def _doubt(case: Case, facts: Mapping[str, Any]) -> str:
    owner = str(facts.get("order.customer_email", ""))
    if (
        case.is_verified
        or not owner
        or not case.customer.email
        or owner.casefold() == case.customer.email.casefold()
    ):
        return ""
    return f"Order {facts.get('order.number')} stands under another e-mail address than this customer's."
