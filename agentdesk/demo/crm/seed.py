"""Fills an empty CRM from the demo's content; a filled one is left alone."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import yaml

from agentdesk.demo.service import Rows

CONTENT = Path(__file__).parent.parent / "content" / "crm.yaml"
CONTACT = """
INSERT INTO contacts (email, name, phone, segment, lifetime_value, language, customer_since, remark,
created_at)
VALUES (%(email)s, %(name)s, %(phone)s, %(segment)s, %(lifetime_value)s, %(language)s, %(customer_since)s,
%(remark)s,
        %(at)s) RETURNING id
"""
CASE = """
INSERT INTO cases (contact_id, subject, status, disposition, disposition_reason, opened_at, closed_at)
VALUES (%(contact_id)s, %(subject)s, 'closed', %(disposition)s, %(reason)s, %(opened_at)s, %(closed_at)s)
RETURNING id
"""
NOTE = "INSERT INTO notes (case_id, body, author, created_at) VALUES (%s, %s, %s, %s)"


def fill(rows: Rows, at: datetime) -> None:
    """Contacts with their past cases; the days in the file count back from `at`."""
    if rows.execute("SELECT 1 FROM contacts LIMIT 1").fetchone():
        return
    for contact in yaml.safe_load(CONTENT.read_text())["contacts"]:
        _fill_contact(rows, contact, at)


def _fill_contact(rows: Rows, contact: dict[str, Any], at: datetime) -> None:
    plain = {"phone": "", "language": "en", "remark": "", "at": at}
    row = rows.execute(CONTACT, {**plain, **contact}).fetchone()
    for case in contact.get("cases", []):
        _fill_case(rows, row["id"] if row else 0, case, at)


def _fill_case(rows: Rows, contact_id: int, case: dict[str, Any], at: datetime) -> None:
    opened_at = at - timedelta(days=case["days_ago"])
    closed_at = opened_at + timedelta(hours=case.get("hours", 4))
    values = {"reason": "", **case, "contact_id": contact_id, "opened_at": opened_at, "closed_at": closed_at}
    row = rows.execute(CASE, values).fetchone()
    if row and "note" in case:
        rows.execute(NOTE, [row["id"], case["note"], case.get("author", "Fjordlight support"), closed_at])
