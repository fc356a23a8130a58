"""A service's own corner of PostgreSQL: its schema, its connections, its idempotency keys."""

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from psycopg import Connection
from psycopg.rows import DictRow, dict_row
from psycopg.types.json import Jsonb
from psycopg_pool import ConnectionPool

from agentdesk.demo.service.messages import Answer, Problem, Request, plain

Rows = Connection[DictRow]

KEYS = """
CREATE TABLE IF NOT EXISTS idempotency_keys (
    key text PRIMARY KEY, fingerprint text NOT NULL, status integer, body jsonb, headers jsonb,
    used_at timestamptz NOT NULL
)
"""


class Store:
    """The connections of one service; each transaction sees its schema and nothing else."""

    def __init__(self, database_url: str, schema: str) -> None:
        self._schema = schema
        self._pool: ConnectionPool[Rows] = ConnectionPool(
            database_url,
            min_size=1,
            max_size=6,
            open=False,
            kwargs={"row_factory": dict_row, "options": f"-c search_path={schema}"},
        )

    def open(self, definition: Path) -> None:
        """Connect, and make the schema where it is not there yet."""
        self._pool.open(wait=True, timeout=20)
        with self.transaction() as rows:
            rows.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [self._schema])
            rows.execute(
                f'CREATE SCHEMA IF NOT EXISTS "{self._schema}"'
            )  # the name is a constant of the service
            rows.execute(KEYS)
            rows.execute(definition.read_text())

    @contextmanager
    def transaction(self) -> Iterator[Rows]:
        """A connection that commits at the end of the block, or takes everything back."""
        with self._pool.connection() as connection:
            yield connection

    def close(self) -> None:
        self._pool.close()


def fingerprint(request: Request) -> str:
    """What makes two requests the same one: method, path and body."""
    body = json.dumps(request.body, sort_keys=True, default=plain)
    return hashlib.sha256(f"{request.method} {request.path} {body}".encode()).hexdigest()


def claim(rows: Rows, key: str, request: Request) -> Answer | None:
    """Take an idempotency key for this transaction, or give the answer that was given for it.

    A second request with the same key waits here until the first has committed or taken itself back.
    """
    taken = rows.execute(
        "INSERT INTO idempotency_keys (key, fingerprint, used_at) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING",
        [key, fingerprint(request), request.at],
    )
    if taken.rowcount:
        return None
    row = rows.execute("SELECT * FROM idempotency_keys WHERE key = %s", [key]).fetchone()
    if row is None or row["fingerprint"] != fingerprint(request):
        raise Problem(409, "key_reused", "This idempotency key belongs to another request.")
    return Answer(row["status"], row["body"], {**row["headers"], "Idempotent-Replayed": "true"})


def keep(rows: Rows, key: str, answer: Answer) -> None:
    """Store the answer beside its key, so that it can be given again."""
    body: Any = json.loads(answer.text() or "null")
    rows.execute(
        "UPDATE idempotency_keys SET status = %s, body = %s, headers = %s WHERE key = %s",
        [answer.status, Jsonb(body), Jsonb(dict(answer.headers)), key],
    )
