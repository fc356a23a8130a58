"""The back office's changes. Each checks the house's business rules and gives a receipt with a reference."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from psycopg.types.json import Jsonb

from agentdesk.demo.backoffice.customers import customer_row
from agentdesk.demo.backoffice.lookups import order_row, shipment_of
from agentdesk.demo.service import Answer, Problem, Request, Rows

ADDRESS = ("line1", "city", "postcode", "country")


def create_refund(request: Request, rows: Rows) -> Answer:
    order, amount = (
        order_row(rows, request.parameters["order_number"], locked=True),
        Decimal(request.body["amount"]),
    )
    left = order["paid"] - order["refunded"]
    if not 0 < amount <= left:
        raise Problem(
            409,
            "more_than_paid",
            f"£{left} of order {order['number']} can still be paid back, not £{amount}.",
        )
    rows.execute("UPDATE orders SET refunded = refunded + %s WHERE number = %s", [amount, order["number"]])
    refund = rows.execute(
        "INSERT INTO refunds VALUES (%s, %s, %s, %s, %s, %s, %s, %s) RETURNING *",
        [
            _reference(rows, "RF"), order["number"], amount, request.body["reason"], order["payment"],
            request.at, (request.at + timedelta(days=3)).date(), request.parameters["Idempotency-Key"],
        ],
    )  # fmt: skip
    return Answer(201, refund.fetchone())


def create_replacement(request: Request, rows: Rows) -> Answer:
    order = order_row(rows, request.parameters["order_number"], locked=True)
    if order["status"] not in ("delivered", "dispatched", "out_for_delivery"):
        raise Problem(
            409, "not_sent_yet", f"Order {order['number']} has not left yet; there is nothing to replace."
        )
    if order["refunded"] == order["paid"]:
        raise Problem(409, "paid_back", f"Order {order['number']} was paid back in full.")
    if rows.execute("SELECT 1 FROM orders WHERE replaces = %s", [order["number"]]).fetchone():
        raise Problem(409, "replaced", f"Order {order['number']} has been replaced already.")
    return Answer(201, _replace(rows, order, request))


def change_address(request: Request, rows: Rows) -> Answer:
    customer = customer_row(rows, request.parameters["customer_id"])
    new = {"country": "GB", **request.body}
    values = [new[name] for name in ADDRESS]
    rows.execute(
        "UPDATE customers SET line1 = %s, city = %s, postcode = %s, country = %s WHERE id = %s",
        [*values, customer["id"]],
    )
    moved = rows.execute(
        """UPDATE orders SET line1 = %s, city = %s, postcode = %s, country = %s
        WHERE customer_id = %s AND status = 'processing' RETURNING number""",
        [*values, customer["id"]],
    ).fetchall()
    reference = _reference(rows, "AC")
    before = {name: customer[name] for name in ADDRESS}
    rows.execute(
        "INSERT INTO address_changes VALUES (%s, %s, %s, %s)",
        [reference, customer["id"], Jsonb(before), request.at],
    )
    return Answer(200, {"reference": reference, "address": new, "orders": [row["number"] for row in moved]})


def create_carrier_claim(request: Request, rows: Rows) -> Answer:
    order = order_row(rows, request.parameters["order_number"], locked=True)
    shipment = shipment_of(rows, order["number"])
    if shipment is None:
        raise Problem(409, "not_sent_yet", f"Order {order['number']} has no shipment to claim for.")
    claim = rows.execute(
        "INSERT INTO carrier_claims VALUES (%s, %s, %s, %s, %s, %s) RETURNING *",
        [
            _reference(rows, "CL"), order["number"], shipment["tracking_number"], shipment["carrier"],
            request.body["damage"], request.at,
        ],
    )  # fmt: skip
    return Answer(201, claim.fetchone())


def cancel_subscription(request: Request, rows: Rows) -> Answer:
    number = request.parameters["subscription_id"]
    found = rows.execute("SELECT * FROM subscriptions WHERE id = %s FOR UPDATE", [number]).fetchone()
    if found is None:
        raise Problem(404, "not_found", f"There is no subscription {number}.")
    if found["status"] == "cancelled":
        raise Problem(409, "cancelled", f"Subscription {number} was cancelled before.")
    rows.execute(
        "UPDATE subscriptions SET status = 'cancelled', cancelled_at = %s, reason = %s WHERE id = %s",
        [request.at, request.body["reason"], number],
    )
    receipt = {"reference": _reference(rows, "SC"), "subscription_id": number, "ends_on": found["paid_until"]}
    return Answer(201, {**receipt, "plan": found["plan"]})


def _replace(rows: Rows, order: dict[str, Any], request: Request) -> dict[str, Any]:
    number = _reference(rows, "").lstrip("-")
    expected = (request.at + timedelta(days=1)).date()
    rows.execute(
        """INSERT INTO orders (number, customer_id, status, placed_at, expected_on, paid, payment, line1,
        city, postcode, country, replaces) SELECT %s, customer_id, 'processing', %s, %s, 0, payment, line1,
        city, postcode, country, number FROM orders WHERE number = %s""",
        [number, request.at, expected, order["number"]],
    )
    rows.execute(
        """INSERT INTO order_lines SELECT %s, position, sku, title, quantity, 0 FROM order_lines WHERE
        order_number = %s""",
        [number, order["number"]],
    )
    return {
        "reference": f"RP-{number}",
        "order_number": number,
        "replaces": order["number"],
        "expected_on": expected,
    }


def _reference(rows: Rows, prefix: str) -> str:
    row = rows.execute("SELECT nextval('reference_numbers') AS n").fetchone()
    return f"{prefix}-{row['n']}" if row else prefix
