"""Cases with their notes and tasks. A case is changed with its ETag, so that nobody overwrites what they
have not seen."""

from typing import Any

from psycopg.errors import ForeignKeyViolation, UniqueViolation
from psycopg.types.json import Jsonb

from agentdesk.demo.service import Answer, Operation, Problem, Request, Rows

ADDED = """
INSERT INTO cases (contact_id, external_id, subject, opened_at)
VALUES (%(contact_id)s, %(external_id)s, %(subject)s, %(at)s) RETURNING *
"""
CHANGED = """
UPDATE cases SET
    status = coalesce(%(status)s, status), disposition = coalesce(%(disposition)s, disposition),
    disposition_reason = coalesce(%(disposition_reason)s, disposition_reason), fields = fields || %(fields)s,
    closed_at = CASE WHEN %(status)s::text = 'closed' THEN %(at)s
                     WHEN %(status)s::text IS NULL THEN closed_at END,
    version = version + 1
WHERE id = %(id)s RETURNING *
"""
NOTED = "INSERT INTO notes (case_id, body, author, created_at) VALUES (%s, %s, %s, %s) RETURNING *"
TASKED = """
INSERT INTO tasks (case_id, title, kind, owner, due_on, created_at)
VALUES (%(case_id)s, %(title)s, %(kind)s, %(owner)s, %(due_on)s, %(at)s) RETURNING *
"""


def find_cases(request: Request, rows: Rows) -> Answer:
    row = rows.execute(
        "SELECT * FROM cases WHERE external_id = %s", [request.parameters["external_id"]]
    ).fetchone()
    return Answer(200, {"cases": [_whole(rows, row)] if row else []})


def create_case(request: Request, rows: Rows) -> Answer:
    try:
        row = rows.execute(ADDED, {**request.body, "at": request.at}).fetchone()
    except UniqueViolation:
        raise Problem(409, "exists", "A case with this external id exists already.") from None
    except ForeignKeyViolation:
        errors = [{"pointer": "/body/contact_id", "message": "There is no such contact."}]
        raise Problem(422, "invalid", "There is no such contact.", errors=errors) from None
    return _tagged(201, _whole(rows, row or {}))


def read_case(request: Request, rows: Rows) -> Answer:
    return _tagged(200, _whole(rows, _case(request, rows)))


def change_case(request: Request, rows: Rows) -> Answer:
    case = _case(request, rows, lock=True)
    if request.parameters["If-Match"] not in (_etag(case), "*"):
        raise Problem(
            412, "outdated", "The case was changed since you read it.", headers={"ETag": _etag(case)}
        )
    untouched: dict[str, Any] = {"status": None, "disposition": None, "disposition_reason": None}
    fields = Jsonb(request.body.get("fields", {}))
    values = {**untouched, **request.body, "fields": fields, "id": case["id"], "at": request.at}
    return _tagged(200, _whole(rows, rows.execute(CHANGED, values).fetchone() or {}))


def create_note(request: Request, rows: Rows) -> Answer:
    case = _case(request, rows)
    values = [case["id"], request.body["body"], request.body["author"], request.at]
    return Answer(201, rows.execute(NOTED, values).fetchone())


def create_task(request: Request, rows: Rows) -> Answer:
    values = {
        "kind": "follow_up",
        "owner": "",
        **request.body,
        "case_id": _case(request, rows)["id"],
        "at": request.at,
    }
    return Answer(201, rows.execute(TASKED, values).fetchone())


def change_task(request: Request, rows: Rows) -> Answer:
    values = [request.body["status"], request.parameters["task_id"]]
    row = rows.execute("UPDATE tasks SET status = %s WHERE id = %s RETURNING *", values).fetchone()
    if row is None:
        raise Problem(404, "not_found", "There is no such task.")
    return Answer(200, row)


def _case(request: Request, rows: Rows, *, lock: bool = False) -> dict[str, Any]:
    found = "SELECT * FROM cases WHERE id = %s" + (" FOR UPDATE" if lock else "")
    row = rows.execute(found, [request.parameters["case_id"]]).fetchone()
    if row is None:
        raise Problem(404, "not_found", "There is no such case.")
    return row


def _whole(rows: Rows, case: dict[str, Any]) -> dict[str, Any]:
    notes = rows.execute("SELECT * FROM notes WHERE case_id = %s ORDER BY id", [case["id"]]).fetchall()
    tasks = rows.execute("SELECT * FROM tasks WHERE case_id = %s ORDER BY id", [case["id"]]).fetchall()
    return {**case, "notes": notes, "tasks": tasks}


def _etag(case: dict[str, Any]) -> str:
    return f'"{case["version"]}"'


def _tagged(status: int, case: dict[str, Any]) -> Answer:
    return Answer(status, case, {"ETag": _etag(case)})


CASE_OPERATIONS: dict[str, Operation] = {
    "findCases": find_cases,
    "createCase": create_case,
    "readCase": read_case,
    "changeCase": change_case,
    "createNote": create_note,
    "createTask": create_task,
    "changeTask": change_task,
}
