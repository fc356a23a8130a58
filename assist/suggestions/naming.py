"""How what a tool returned is named in replies: `order.number`, `shipment.eta`, in words that a customer can read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, tzinfo
from typing import Any

from assist.suggestions.values import in_words

# What a tool's answer describes.
SUBJECTS = {
    "find_order": "order",
    "track_shipment": "shipment",
    "lookup_customer": "account",
    "change_address": "address",
    "issue_refund": "refund",
    "send_replacement": "replacement",
    "log_carrier_claim": "claim",
    "cancel_subscription": "subscription",
}
# How replies name what the systems of record call otherwise.
ALSO = {
    "order.paid": "order.total",
    "order.items": "order.item",
    "order.placed_at": "order.placed_on",
    "order.delivered_at": "order.delivered_on",
    "shipment.expected_on": "shipment.eta",
    "shipment.order_number": "order.number",
    "refund.order_number": "order.number",
    "address.line1": "address.line",
}
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|[^A-Za-z0-9_]+")


def slots_of(tool: str, output: Mapping[str, Any] | None, *, zone: tzinfo = UTC) -> Iterator[tuple[str, str]]:
    """The plain values of a tool's answer by slot, as they read in a message; a nested object is a thing of its own name."""
    values = output or {}
    yield from _flat(_name(SUBJECTS.get(tool, tool)), values, str(values.get("currency", "")), zone)


def _flat(subject: str, output: Mapping[str, Any], currency: str, zone: tzinfo) -> Iterator[tuple[str, str]]:
    for key, value in output.items():
        if isinstance(value, Mapping):
            yield from _flat(_name(key), value, str(value.get("currency", currency)), zone)
        elif isinstance(value, list):
            yield from _first_item(subject, key, value)
        elif value not in (None, ""):
            yield from _both(f"{subject}.{_name(key)}", in_words(key, value, currency, zone=zone))


def _both(slot: str, value: str) -> Iterator[tuple[str, str]]:
    yield slot, value
    if slot in ALSO:
        yield ALSO[slot], value


def _first_item(subject: str, key: str, values: list[Any]) -> Iterator[tuple[str, str]]:
    """A list of one item names it: `order.item`. With several a reply cannot say "your lamp"."""
    if key in ("items", "lines") and len(values) == 1:
        item = values[0]
        name = item.get("title") or item.get("name") if isinstance(item, Mapping) else item
        if name:
            yield f"{subject}.item", str(name)


def _name(key: str) -> str:
    """As slots are written: "TemperatureCelsius" is temperature_celsius."""
    return _HUMP.sub("_", str(key)).strip("_").lower() or "value"
