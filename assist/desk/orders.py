"""The orders that a case looked up, for the customer's panel: what tools answered, and nothing newer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.dateparse import parse_datetime

from assist.tools.models import ToolCall
from cases.casefiles.models import Case

LOOK_UP = "find_order"
SHOWN = 2
ENDED = ("delivered", "cancelled", "returned")


@dataclass(frozen=True)
class Order:
    """An order as the back office told it at event `seq`."""

    number: str
    items: str
    paid: str
    status: str
    is_open: bool
    day: datetime | None  # of the delivery, else the day that it is expected
    seq: int


def orders_of(case: Case) -> Sequence[Order]:
    """The orders that were looked up on the case, each once, the open ones first. One query."""
    calls = ToolCall.objects.filter(case=case, tool__name=LOOK_UP).succeeded().order_by("-pk")[:20]
    found: dict[str, Order] = {}
    for call in calls:
        found.setdefault(str(call.output.get("number", "")), _order(call))
    return sorted(found.values(), key=lambda order: not order.is_open)[:SHOWN]


def _order(call: ToolCall) -> Order:
    told = call.output
    status = str(told.get("status", ""))
    return Order(
        number=str(told.get("number", "")),
        items=str(told.get("items", "")),
        paid=str(told.get("paid", "")),
        status=status.replace("_", " ").capitalize(),
        is_open=status not in ENDED,
        day=_moment(told.get("delivered_at") or told.get("expected_on")),
        seq=call.ended_seq,
    )


def _moment(text: object) -> datetime | None:
    """A moment, or the start of a day; None for what is neither."""
    try:
        return parse_datetime(str(text)) if text else None
    except ValueError:
        return None
