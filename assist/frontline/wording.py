"""The AI agent's texts. Templates without any figure of their own; what fills them comes from receipts, articles and the customer."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from assist.frontline.situation import Passage, Receipt

GREETING = "Hello, I'm the AI agent here. A person is here for you too, whenever you want one: just say so."
FAREWELL = "You're welcome. I'm closing this now; if anything comes up, just write again."
HAND_OVER = "I'm passing this to a colleague, together with everything that you have told me, so you need not repeat it."
HAND_OVER_BY_REASON = {
    "person_asked": "Of course. I'm passing you to a colleague, who sees everything that we have written here.",
    "tool_failed": "I can't get an answer from our system, and I won't guess. A colleague takes this over and sees all of it.",
    "no_source": "I have no confirmed answer to that, and I won't guess. A colleague takes this over and sees all of it.",
    "verification_failed": "I could not match these particulars. A colleague takes this over and finds another way.",
    "policy": "That is more than I may do here. A colleague takes this over and sees everything that we have written.",
    "not_satisfied": "I'm sorry that this did not help. A colleague takes this over and sees everything that we have written.",
}
STATUS = {
    "processing": "Order {number} is being packed and has not left our warehouse yet.",
    "dispatched": "Order {number} is on its way with {carrier}, tracking number {tracking}.",
    "out_for_delivery": "Order {number} is out for delivery with {carrier}, tracking number {tracking}.",
    "delivered": "Order {number} was delivered by {carrier} on {delivered}.",
    "cancelled": "Order {number} was cancelled.",
}
EXPECTED = "It is expected on {expected}."
OVERDUE = "It was expected on {expected} and is late; I'm sorry about that."
CHANGED = "I have changed the delivery address to {address}. The confirmation is {reference}."
MOVED = "Order {orders} goes there."


@dataclass(frozen=True)
class Source:
    """Where a statement comes from: `kind` receipt, article or customer; `seq` the event, `url` the article's page."""

    kind: str
    name: str
    seq: int = 0
    url: str = ""

    def as_json(self) -> dict[str, Any]:
        return {"kind": self.kind, "title": self.name, "seq": self.seq, "url": self.url}


@dataclass(frozen=True)
class Message:
    """A text with its sources. `evidence` are the texts that its numbers may come from."""

    text: str
    sources: tuple[Source, ...] = ()
    evidence: tuple[str, ...] = field(default=(), repr=False)


class NothingToSay(Exception):
    """A receipt without the fields that its template needs: nothing is claimed then."""


def tell_receipt(receipt: Receipt, *, today: date) -> Message:
    """What a tool confirmed, in words. Raises NothingToSay when the answer lacks what would be said."""
    text = _TELLERS[receipt.tool](receipt.output, today)
    source = Source("receipt", _NAMES[receipt.tool], seq=receipt.seq)
    return Message(text, (source,), tuple(_values(receipt.output)))


def tell_article(passage: Passage) -> Message:
    """What a published article says, with its source."""
    return Message(
        passage.text,
        (Source("article", passage.title, url=passage.url),),
        (passage.evidence or passage.text,),
    )


def _tell_shipment(output: Mapping[str, Any], today: date) -> str:
    status = str(output.get("status"))
    shipment = output.get("shipment") or {}
    slots = {
        "number": output.get("order_number"),
        "carrier": shipment.get("carrier"),
        "tracking": shipment.get("tracking_number"),
        "delivered": _day(output.get("delivered_at"), with_time=True),
    }
    parts = [_fill(STATUS.get(status), slots)]
    expected = _date(output.get("expected_on"))
    if expected and status in ("processing", "dispatched", "out_for_delivery"):
        template = OVERDUE if expected < today else EXPECTED
        parts.append(_fill(template, {"expected": _spoken(expected)}))
    return " ".join(parts)


def _tell_change(output: Mapping[str, Any], today: date) -> str:
    address = output.get("address") or {}
    line = (
        f"{address.get('line1')}, {address.get('city')} {address.get('postcode')}"
        if address.get("line1")
        else None
    )
    parts = [_fill(CHANGED, {"address": line, "reference": output.get("reference")})]
    if output.get("orders"):
        parts.append(_fill(MOVED, {"orders": ", ".join(output["orders"])}))
    return " ".join(parts)


_TELLERS = {"track_shipment": _tell_shipment, "change_address": _tell_change}
_NAMES = {"track_shipment": "Carrier's tracking", "change_address": "Back office's confirmation"}


def _fill(template: str | None, slots: Mapping[str, Any]) -> str:
    if template is None or any(not slots.get(name) for name in re.findall(r"{(\w+)}", template)):
        raise NothingToSay
    return template.format(**slots)


def _date(value: Any) -> date | None:
    try:
        return date.fromisoformat(str(value)[:10]) if value else None
    except ValueError:
        return None


def _day(value: Any, *, with_time: bool = False) -> str:
    """`Friday 20 November at 09:12`, in the company's time."""
    if not value:
        return ""
    moment = datetime.fromisoformat(str(value))
    local = timezone.localtime(moment) if moment.tzinfo else moment
    return _spoken(local.date()) + (f" at {local:%H:%M}" if with_time else "")


def _spoken(day: date) -> str:
    return f"{day:%A} {day.day} {day:%B}"


def _values(output: Any) -> Iterable[str]:
    """Every plain value in a receipt as text; dates also the way they are spoken."""
    if isinstance(output, Mapping):
        for value in output.values():
            yield from _values(value)
    elif isinstance(output, list | tuple):
        for value in output:
            yield from _values(value)
    elif output is not None:
        yield str(output)
        if (day := _date(output)) is not None:
            yield _spoken(day)
            yield from _moment(output)


def _moment(value: Any) -> Iterable[str]:
    try:
        yield _day(value, with_time=True)
    except ValueError:
        return
