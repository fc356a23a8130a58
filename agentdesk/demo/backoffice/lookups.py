"""The back office's reads. Each gives rows as JSON objects; what is not there is a 404."""

import re
from typing import Any

from agentdesk.demo.service import Answer, Problem, Request, Rows

CUSTOMER_BY = """
SELECT * FROM customers WHERE (%(email)s::text IS NULL OR lower(email) = lower(%(email)s))
   AND (%(phone)s::text IS NULL OR regexp_replace(phone, '[^0-9]', '', 'g') LIKE '%%' || %(phone)s)
   AND (%(id)s::text IS NULL OR id = %(id)s) ORDER BY id LIMIT 20
"""
OF_CUSTOMER = """
 FROM {table} t JOIN customers c ON c.id = t.customer_id
WHERE (%(customer_id)s::text IS NULL OR c.id = %(customer_id)s)
  AND (%(email)s::text IS NULL OR lower(c.email) = lower(%(email)s))
"""


def find_customers(request: Request, rows: Rows) -> Answer:
    asked = {name: request.parameters.get(name) for name in ("email", "phone", "id")}
    if not any(asked.values()):
        raise Problem(
            422, "invalid", "Ask by e-mail, phone or id.", errors=[_pointed("/query", "One is required.")]
        )
    asked["phone"] = _digits(asked["phone"])
    return Answer(200, {"customers": [_customer(row) for row in rows.execute(CUSTOMER_BY, asked)]})


def get_customer(request: Request, rows: Rows) -> Answer:
    return Answer(200, _customer(customer_row(rows, request.parameters["customer_id"])))


def verify_customer(request: Request, rows: Rows) -> Answer:
    """The customer when the postcode is right; only the fact that it is not when it is wrong."""
    found = _whom(request.body, rows)
    if found is None:
        raise Problem(404, "not_found", "No customer fits this e-mail, phone or order number.")
    if _plain(found["postcode"]) != _plain(request.body["postcode"]):
        return Answer(200, {"verified": False, "matched": [], "customer": None})
    matched = [name for name in ("email", "phone", "order_number") if request.body.get(name)]
    return Answer(200, {"verified": True, "matched": [*matched, "postcode"], "customer": _customer(found)})


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
    return Answer(200, _one(rows, "SELECT * FROM shipments WHERE tracking_number = %s", number, "shipment"))


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
        _one(rows, "SELECT * FROM refunds WHERE reference = %s", request.parameters["reference"], "refund"),
    )


def get_receipt(request: Request, rows: Rows) -> Answer:
    """The answer that was given to the change with this key; 404 when no such change was made."""
    key = request.parameters["idempotency_key"]
    return Answer(
        200,
        _one(rows, "SELECT key, status, body, used_at FROM idempotency_keys WHERE key = %s", key, "receipt"),
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
    return _one(
        rows, "SELECT * FROM orders WHERE number = %s" + (" FOR UPDATE" if locked else ""), number, "order"
    )


def customer_row(rows: Rows, customer_id: str) -> dict[str, Any]:
    return _one(rows, "SELECT * FROM customers WHERE id = %s", customer_id, "customer")


def shipment_of(rows: Rows, number: str) -> dict[str, Any] | None:
    """The latest shipment of an order, or None while nothing has left."""
    latest = "SELECT * FROM shipments WHERE order_number = %s ORDER BY tracking_number DESC LIMIT 1"
    return rows.execute(latest, [number]).fetchone()


def _one(rows: Rows, query: str, key: str, what: str) -> dict[str, Any]:
    row = rows.execute(query, [key]).fetchone()
    if row is None:
        raise Problem(404, "not_found", f"There is no {what} {key}.")
    return row


def _whom(body: dict[str, Any], rows: Rows) -> dict[str, Any] | None:
    if body.get("order_number"):
        query = "SELECT c.* FROM customers c JOIN orders o ON o.customer_id = c.id WHERE o.number = %s"
        return rows.execute(query, [body["order_number"]]).fetchone()
    asked = {"email": body.get("email"), "phone": _digits(body.get("phone")), "id": None}
    return rows.execute(CUSTOMER_BY, asked).fetchone()


def _owner(request: Request) -> dict[str, Any]:
    asked = {name: request.parameters.get(name) for name in ("customer_id", "email")}
    if not any(asked.values()):
        raise Problem(
            422, "invalid", "Ask by customer_id or email.", errors=[_pointed("/query", "One is required.")]
        )
    return asked


def _select(table: str, order: str) -> Any:
    return "SELECT t.*" + OF_CUSTOMER.format(table=table) + f" ORDER BY t.{order} LIMIT 50"


def _customer(row: dict[str, Any]) -> dict[str, Any]:
    address = {name: row[name] for name in ("line1", "city", "postcode", "country")}
    return {name: row[name] for name in ("id", "name", "email", "phone", "customer_since")} | {
        "address": address
    }


def _dates(order: dict[str, Any]) -> dict[str, Any]:
    return {name: order[name] for name in ("dispatched_at", "delivered_at", "expected_on")}


def _digits(phone: str | None) -> str | None:
    """The last nine digits of a phone number, so that +44 113 and 0113 are the same."""
    return re.sub(r"\D", "", phone)[-9:] if phone else None


def _plain(postcode: str) -> str:
    return postcode.replace(" ", "").upper()


def _pointed(pointer: str, message: str) -> dict[str, str]:
    return {"pointer": pointer, "message": message}
