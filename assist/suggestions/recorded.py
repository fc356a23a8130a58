"""What the answers of tools establish about a case, as plain facts: "refund:done", "order:delivered". Pure.

A fact is a thing and how it stands. Only tools establish facts; what a customer wrote or a text says never does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from assist.suggestions.topics import topics_in

# Of the tools that are known by name: what their success establishes. Another tool establishes "done" of what it is named for.
_DONE = {
    "issue_refund": ("refund:done", "refund:asked", "refund:approved"),
    "send_replacement": ("replacement:done", "replacement:asked", "replacement:approved"),
    "change_address": ("address:done",),
    "log_carrier_claim": ("claim:done", "search:done"),
    "cancel_subscription": ("plan:done", "plan:cancelled"),
}
_LOOK_UPS = ("find_order", "track_shipment", "lookup_customer")
_LEFT = ("dispatched", "in_transit", "out_for_delivery", "delivered")
_DUE = ("processing", *_LEFT[:3])


def facts_of(tool: str, output: Mapping[str, Any], *, on: date, headline: str = "") -> frozenset[str]:
    """What the tool's answer establishes on the day on which it came."""
    if tool in _DONE:
        return frozenset((*_DONE[tool], *_dates(_about(tool), output)))
    if tool == "lookup_customer":
        return frozenset({"customer:verified"} if output.get("verified") else ())
    if tool in _LOOK_UPS or "status" in output:
        return frozenset((*_order(output, on), *_payments(output)))
    return frozenset(f"{topic}:done" for topic in topics_in(f"{tool} {headline}"))


def asked_of(tool: str) -> frozenset[str]:
    """What holds while a second person decides on the tool."""
    return frozenset(f"{topic}:asked" for topic in _about(tool))


def approved_of(tool: str) -> frozenset[str]:
    """What holds once the second person has agreed."""
    return frozenset(f"{topic}:approved" for topic in _about(tool))


def _about(tool: str) -> tuple[str, ...]:
    known = _DONE.get(tool)
    return (known[0].split(":")[0],) if known else tuple(topics_in(tool))


def _dates(topics: Iterable[str], output: Mapping[str, Any]) -> Iterator[str]:
    if any(key in output for key in ("expected_on", "ends_on")):
        yield from (f"{topic}:expected" for topic in topics)


def _order(output: Mapping[str, Any], on: date) -> Iterator[str]:
    status = str(output.get("status", ""))
    if not status:
        return
    yield f"order:{status}"
    yield "order:left" if status in _LEFT else "order:not_left"
    yield from () if status == "delivered" else ("order:not_delivered",)
    yield from () if status == "cancelled" else ("order:not_cancelled",)
    expected = _day(output.get("expected_on"))
    if expected and status in _DUE:
        yield "order:expected"
        yield "order:late" if expected < on else "order:not_late"


def _payments(output: Mapping[str, Any]) -> Iterator[str]:
    """Whether the order was paid once or more often, and whether anything of it went back."""
    paid, due, back = _number(output.get("paid")), _due(output), _number(output.get("refunded"))
    if paid is not None and due:
        yield "payment:twice" if paid >= 2 * due else "payment:once"
    states = [
        str(each.get("status", "")) for each in output.get("payments") or () if isinstance(each, Mapping)
    ]
    if states:
        yield "payment:reserved" if {"reserved", "pending"} & set(states) else "payment:not_reserved"
        taken = sum(state in ("completed", "captured", "paid") for state in states)
        yield "payment:twice" if taken > 1 else "payment:once"
    if back is not None:
        yield "refund:done" if back > 0 else "refund:not_done"


def _due(output: Mapping[str, Any]) -> Decimal:
    lines = [line for line in output.get("lines") or () if isinstance(line, Mapping)]
    prices = [(_number(line.get("price")), _number(line.get("quantity", 1))) for line in lines]
    return sum((price * count for price, count in prices if price and count), Decimal(0))


def _day(value: Any) -> date | None:
    """None also for what another system wrote as no date: then nothing is known of it."""
    try:
        return date.fromisoformat(str(value or "")[:10])
    except ValueError:
        return None


def _number(value: Any) -> Decimal | None:
    try:
        return Decimal(str(value)) if value not in (None, "") else None
    except InvalidOperation:
        return None
