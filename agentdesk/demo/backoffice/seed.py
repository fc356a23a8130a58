"""Fills an empty back office from `agentdesk/demo/content/backoffice.yaml`; dates count from the day of the
filling.
"""

from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml
from psycopg.types.json import Jsonb

from agentdesk.demo.service import Rows

CONTENT = Path(__file__).parent.parent / "content" / "backoffice.yaml"
SCANS = {
    "processing": [],
    "dispatched": ["Handed to the carrier", "Left the sorting centre"],
    "out_for_delivery": ["Handed to the carrier", "Left the sorting centre", "Out for delivery"],
    "delivered": ["Handed to the carrier", "Left the sorting centre", "Out for delivery", "Delivered"],
    "cancelled": [],
}


def fill(rows: Rows, at: datetime) -> None:
    """Every customer, order, shipment and subscription of the file. Does nothing where customers are."""
    if rows.execute("SELECT 1 FROM customers LIMIT 1").fetchone():
        return
    content = yaml.load(CONTENT.read_text(), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    for customer in content["customers"]:
        _customer(rows, customer, at)
        for order in customer.get("orders", []):
            _order(rows, customer, order, at)
        for subscription in customer.get("subscriptions", []):
            _subscription(rows, customer, subscription, at)


def _customer(rows: Rows, customer: dict[str, Any], at: datetime) -> None:
    rows.execute(
        "INSERT INTO customers VALUES (%(id)s, %(name)s, %(email)s, %(phone)s,"
        " %(line1)s, %(city)s, %(postcode)s, 'GB', %(since)s)",
        {"phone": "", **customer, "since": _day(at, customer["since_days"]).date()},
    )


def _order(rows: Rows, customer: dict[str, Any], order: dict[str, Any], at: datetime) -> None:
    number, placed = order["number"], _day(at, order["placed"], "11:20")
    sent = _day(at, order["dispatched"], "17:05") if "dispatched" in order else None
    delivered = _day(at, *order["delivered"]) if "delivered" in order else None
    expected = _day(at, -order["expected_in"]).date() if "expected_in" in order else None
    paid = sum(Decimal(line["price"]) * line.get("quantity", 1) for line in order["lines"]) * order.get(
        "charged", 1
    )
    rows.execute(
        "INSERT INTO orders VALUES (%s, %s, %s, %s, %s, %s, %s, %s, 0, %s, %s, %s, %s, 'GB', NULL)",
        [
            number, customer["id"], order["status"], placed, sent, delivered, expected, paid,
            order["payment"], customer["line1"], customer["city"], customer["postcode"],
        ],
    )  # fmt: skip
    for position, line in enumerate(order["lines"], 1):
        rows.execute(
            "INSERT INTO order_lines VALUES (%s, %s, %s, %s, %s, %s)",
            [number, position, line["sku"], line["title"], line.get("quantity", 1), line["price"]],
        )
    if sent:
        _shipment(rows, order, sent, delivered or at)


def _shipment(rows: Rows, order: dict[str, Any], sent: datetime, until: datetime) -> None:
    words = SCANS[order["status"]]
    step = (until - sent) / max(1, len(words) - 1)
    events = [{"at": (sent + step * place).isoformat(), "what": what} for place, what in enumerate(words)]
    rows.execute(
        "INSERT INTO shipments VALUES (%s, %s, %s, %s, %s)",
        [
            f"NV{order['number']}GB",
            order["number"],
            order.get("carrier", "Northvan"),
            order["status"],
            Jsonb(events),
        ],
    )


def _subscription(rows: Rows, customer: dict[str, Any], plan: dict[str, Any], at: datetime) -> None:
    rows.execute(
        "INSERT INTO subscriptions (id, customer_id, plan, monthly, status, paid_until)"
        " VALUES (%s, %s, %s, %s, 'active', %s)",
        [plan["id"], customer["id"], plan["plan"], plan["monthly"], _day(at, -plan["paid_for_days"]).date()],
    )


def _day(at: datetime, days_ago: int, time: str = "09:00") -> datetime:
    """That many days before the filling, at a time of day in London."""
    hour, minute = map(int, time.split(":"))
    local = at.astimezone(ZoneInfo("Europe/London"))
    return (local - timedelta(days=days_ago)).replace(hour=hour, minute=minute, second=0, microsecond=0)
