"""The back office's customers: found, and verified by their postcode."""

import re
from typing import Any

from agentdesk.demo.service import Answer, Problem, Request, Rows

CUSTOMER_BY = """
SELECT * FROM customers WHERE (%(email)s::text IS NULL OR lower(email) = lower(%(email)s))
   AND (%(phone)s::text IS NULL OR regexp_replace(phone, '[^0-9]', '', 'g') LIKE '%%' || %(phone)s)
   AND (%(id)s::text IS NULL OR id = %(id)s) ORDER BY id LIMIT 20
"""


def find_customers(request: Request, rows: Rows) -> Answer:
    asked = {name: request.parameters.get(name) for name in ("email", "phone", "id")}
    if not any(asked.values()):
        raise Problem(
            422, "invalid", "Ask by e-mail, phone or id.", errors=[pointed("/query", "One is required.")]
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


def customer_row(rows: Rows, customer_id: str) -> dict[str, Any]:
    return one(rows, "SELECT * FROM customers WHERE id = %s", customer_id, "customer")


def _whom(body: dict[str, Any], rows: Rows) -> dict[str, Any] | None:
    if body.get("order_number"):
        query = "SELECT c.* FROM customers c JOIN orders o ON o.customer_id = c.id WHERE o.number = %s"
        return rows.execute(query, [body["order_number"]]).fetchone()
    asked = {"email": body.get("email"), "phone": _digits(body.get("phone")), "id": None}
    return rows.execute(CUSTOMER_BY, asked).fetchone()


def _customer(row: dict[str, Any]) -> dict[str, Any]:
    address = {name: row[name] for name in ("line1", "city", "postcode", "country")}
    return {name: row[name] for name in ("id", "name", "email", "phone", "customer_since")} | {
        "address": address
    }


def _digits(phone: str | None) -> str | None:
    """The last nine digits of a phone number, so that +44 113 and 0113 are the same."""
    return re.sub(r"\D", "", phone)[-9:] if phone else None


def _plain(postcode: str) -> str:
    return postcode.replace(" ", "").upper()


def pointed(pointer: str, message: str) -> dict[str, str]:
    return {"pointer": pointer, "message": message}


def one(rows: Rows, query: str, key: str, what: str) -> dict[str, Any]:
    row = rows.execute(query, [key]).fetchone()
    if row is None:
        raise Problem(404, "not_found", f"There is no {what} {key}.")
    return row
