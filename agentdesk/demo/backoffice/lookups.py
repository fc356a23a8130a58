"""The back office's reads. Each gives rows as JSON objects; what is not there is a 404."""

from typing import Any

from agentdesk.demo.backoffice.customers import customer_row, one, pointed
from agentdesk.demo.service import Answer, Problem, Request, Rows

OF_CUSTOMER = """
 FROM {table} t JOIN customers c ON c.id = t.customer_id
WHERE (%(customer_id)s::text IS NULL OR c.id = %(customer_id)s)
  AND (%(email)s::text IS NULL OR lower(c.email) = lower(%(email)s))
"""


def find_orders(request: Request, rows: Rows) -> Answer:
    found = rows.execute(_select("orders", "placed_at DESC"), _owner(request)).fetchall()
    return Answer(200, {"orders": [order_view(rows, row) for row in found]})


def get_order(request: Request, rows: Rows) -> Answer:
    return Answer(200, order_view(rows, order_row(rows, request.parameters["order_number"])))


def track_order(request: Request, rows: Rows) -> Answer:
    order = order_row(rows, request.parameters["order_number"])
    shipment = shipment_of(rows, order["number"])
    return Answer(
        200,
        {"order_number": order["number"], "status": order["status"], "shipment": shipment} | _dates(order),
    )


def get_shipment(request: Request, rows: Rows) -> Answer:
    number = request.parameters["tracking_number"]
    return Answer(200, one(rows, "SELECT * FROM shipments WHERE tracking_number = %s", number, "shipment"))


def find_refunds(request: Request, rows: Rows) -> Answer:
    asked = {name: request.parameters.get(name) for name in ("order_number", "idempotency_key")}
    found = rows.execute(
        """SELECT * FROM refunds WHERE (%(order_number)s::text IS NULL OR order_number = %(order_number)s)
        AND (%(idempotency_key)s::text IS NULL OR idempotency_key = %(idempotency_key)s) ORDER BY created_at
        DESC LIMIT 50""",
        asked,
    )
    return Answer(200, {"refunds": found.fetchall()})


def get_refund(request: Request, rows: Rows) -> Answer:
    return Answer(
        200,
        one(rows, "SELECT * FROM refunds WHERE reference = %s", request.parameters["reference"], "refund"),
    )


def get_receipt(request: Request, rows: Rows) -> Answer:
    """The answer that was given to the change with this key; 404 when no such change was made."""
    key = request.parameters["idempotency_key"]
    return Answer(
        200,
        one(rows, "SELECT key, status, body, used_at FROM idempotency_keys WHERE key = %s", key, "receipt"),
    )


def find_subscriptions(request: Request, rows: Rows) -> Answer:
    found = rows.execute(_select("subscriptions", "id"), _owner(request)).fetchall()
    return Answer(200, {"subscriptions": found})


def order_view(rows: Rows, order: dict[str, Any]) -> dict[str, Any]:
    """The order as the document has it: with lines, what may still be paid back, and the customer's name."""
    lines = rows.execute(
        "SELECT position, sku, title, quantity, price FROM order_lines"
        " WHERE order_number = %s ORDER BY position",
        [order["number"]],
    ).fetchall()
    owner = customer_row(rows, order["customer_id"])
    refundable = order["paid"] - order["refunded"]
    known = {
        "customer_name": owner["name"],
        "customer_email": owner["email"],
        "refundable": refundable,
        "currency": "GBP",
    }
    return {**order, **known, "lines": lines, "items": ", ".join(line["title"] for line in lines)}


def order_row(rows: Rows, number: str, *, locked: bool = False) -> dict[str, Any]:
    """The order; `locked` holds it until the end of the transaction."""
    return one(
        rows, "SELECT * FROM orders WHERE number = %s" + (" FOR UPDATE" if locked else ""), number, "order"
    )


def shipment_of(rows: Rows, number: str) -> dict[str, Any] | None:
    """The latest shipment of an order, or None while nothing has left."""
    latest = "SELECT * FROM shipments WHERE order_number = %s ORDER BY tracking_number DESC LIMIT 1"
    return rows.execute(latest, [number]).fetchone()


def _owner(request: Request) -> dict[str, Any]:
    asked = {name: request.parameters.get(name) for name in ("customer_id", "email")}
    if not any(asked.values()):
        raise Problem(
            422, "invalid", "Ask by customer_id or email.", errors=[pointed("/query", "One is required.")]
        )
    return asked


def _select(table: str, order: str) -> Any:
    return "SELECT t.*" + OF_CUSTOMER.format(table=table) + f" ORDER BY t.{order} LIMIT 50"


def _dates(order: dict[str, Any]) -> dict[str, Any]:
    return {name: order[name] for name in ("dispatched_at", "delivered_at", "expected_on")}
