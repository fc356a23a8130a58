"""Contacts: who the customer is, with the latest cases and the open tasks."""

from typing import Any

from psycopg.errors import UniqueViolation

from agentdesk.demo.service import Answer, Operation, Problem, Request, Rows

FOUND = """
SELECT * FROM contacts WHERE email = lower(%(email)s) OR external_id = %(external_id)s ORDER BY id LIMIT 1
"""
RECENT = "SELECT * FROM cases WHERE contact_id = %s ORDER BY opened_at DESC LIMIT 10"
OPEN_TASKS = """
SELECT tasks.* FROM tasks JOIN cases ON cases.id = case_id
WHERE contact_id = %s AND tasks.status = 'open' ORDER BY due_on LIMIT 10
"""
ADDED = """
INSERT INTO contacts (external_id, email, name, phone, language, created_at)
VALUES (%(external_id)s, lower(%(email)s), %(name)s, %(phone)s, %(language)s, %(at)s) RETURNING *
"""


def find_contacts(request: Request, rows: Rows) -> Answer:
    given = {name: request.parameters.get(name) for name in ("email", "external_id")}
    if not any(given.values()):
        errors = [{"pointer": "/query/email", "message": "Give an e-mail address or an external id."}]
        raise Problem(422, "invalid", "Nothing to look for.", errors=errors)
    row = rows.execute(FOUND, given).fetchone()
    return Answer(200, {"contacts": [_with_history(rows, row)] if row else []})


def create_contact(request: Request, rows: Rows) -> Answer:
    empty = {"external_id": None, "email": None, "phone": "", "language": "en"}
    try:
        row = rows.execute(ADDED, {**empty, **request.body, "at": request.at}).fetchone()
    except UniqueViolation:
        raise Problem(409, "exists", "A contact with this address exists already.") from None
    return Answer(201, _with_history(rows, row or {}))


def _with_history(rows: Rows, contact: dict[str, Any]) -> dict[str, Any]:
    recent = rows.execute(RECENT, [contact["id"]]).fetchall()
    tasks = rows.execute(OPEN_TASKS, [contact["id"]]).fetchall()
    return {**contact, "recent_cases": recent, "open_tasks": tasks}


CONTACT_OPERATIONS: dict[str, Operation] = {"findContacts": find_contacts, "createContact": create_contact}
