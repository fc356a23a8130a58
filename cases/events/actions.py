"""`record`: the only way an event is written."""

import secrets
from datetime import datetime
from functools import partial
from typing import Any

from django.db import connection, transaction
from psycopg.types.json import Jsonb

from cases.events import chain, dispatch
from cases.events.actors import Actor
from cases.events.facts import Fact
from cases.events.models import Event
from cases.events.runs import note_event
from cases.redaction.rules import redact
from cases.redaction.structures import redacted_json

_END = "SELECT last_seq, last_hash FROM cases_case WHERE id = %s FOR UPDATE"
# One round trip: every step of a conversation waits for this. It writes nothing when the case has gone on meanwhile.
_WRITE = """
WITH kept AS (
  UPDATE cases_case SET last_seq = %(seq)s, last_hash = %(hash)s
   WHERE id = %(case_id)s AND last_seq = %(seq)s - 1 AND last_hash = %(previous_hash)s RETURNING id
)
INSERT INTO cases_event ({names}) SELECT {values} FROM kept RETURNING id
"""


def record(case: Any, fact: Fact, *, by: Actor, at: datetime) -> Event:
    """Writes the event with the next sequence number of its case and dispatches it after the commit.

    Must be called inside the transaction of the change that it tells of. Locks the case's row until the commit.
    Brings `case.last_seq` and `case.last_hash` up to date on the object that was passed.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("record() needs the transaction of the change that it tells of")
    with connection.cursor() as cursor:
        event = _written(cursor, _columns(case, fact, by=by, at=at))
        if event is None:
            cursor.execute(_END, [case.pk])
            case.last_seq, case.last_hash = cursor.fetchone()
            event = _written(cursor, _columns(case, fact, by=by, at=at))
    if event is None:
        raise RuntimeError("the end of the timeline moved although its case is locked")
    case.last_seq, case.last_hash = event.seq, event.hash
    event.case = case
    note_event(event)
    transaction.on_commit(partial(dispatch.dispatch, event))
    return event


def _written(cursor: Any, columns: dict[str, Any]) -> Event | None:
    """The event as a row, and its hash as the new end of the case's chain; None when the chain ends elsewhere."""
    statement = _WRITE.format(names=", ".join(columns), values=", ".join(f"%({name})s" for name in columns))
    cursor.execute(statement, {**columns, "payload": Jsonb(columns["payload"])})
    written = cursor.fetchone()
    if written is None:
        return None
    event = Event(pk=written[0], **columns)
    event._state.adding, event._state.db = False, connection.alias
    return event


def _columns(case: Any, fact: Fact, *, by: Actor, at: datetime) -> dict[str, Any]:
    """The event behind the end of the timeline as `case` knows it."""
    seq, previous = case.last_seq + 1, case.last_hash
    payload, salt = redacted_json(fact.payload()), secrets.token_hex(16)
    name = redact(by.name).text  # before the hash: what was signed is what is kept
    digest = chain.payload_digest(payload, salt)
    return {
        "case_id": case.pk,
        "seq": seq,
        "name": fact.NAME,
        "payload": payload,
        "actor_kind": by.kind,
        "actor_id": by.id,
        "actor_name": name,
        "at": at,
        "salt": salt,
        "digest": digest,
        "previous_hash": previous,
        "hash": chain.event_hash(
            previous=previous, seq=seq, name=fact.NAME, actor=(by.kind, by.id, name), at=at, digest=digest
        ),
        "dispatched_at": None if dispatch.has_background(fact) else at,
    }
