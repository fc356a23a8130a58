"""Runs one of the demo's services as a process of its own, as the product meets it."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import httpx
import psycopg
from django.db import connection
from psycopg import sql

TOKEN = "a-token-for-tests"


@dataclass(frozen=True)
class RunningService:
    """`call` speaks to it with the token; faults are ordered by `order`."""

    url: str
    token: str

    def call(self, method: str, path: str, *, key: str = "", **options: Any) -> httpx.Response:
        headers = {"Authorization": f"Bearer {self.token}", **options.pop("headers", {})}
        headers |= {"Idempotency-Key": key} if key else {}
        return httpx.request(method, self.url + path, headers=headers, timeout=10, **options)

    def order(self, **fault: Any) -> None:
        assert self.call("PUT", "/faults/", json=fault).status_code == 200

    def forgive(self) -> None:
        self.call("DELETE", "/faults/")


@contextmanager
def running(module: str, token_variable: str, *, schema: str) -> Iterator[RunningService]:
    """The service on a free port, with its content anew in the test's database; ended when the block ends."""
    with psycopg.connect(_database_url(), autocommit=True) as database:
        database.execute(sql.SQL("DROP SCHEMA IF EXISTS {} CASCADE").format(sql.Identifier(schema)))
    environment = {**os.environ, "DATABASE_URL": _database_url(), token_variable: TOKEN}
    process = subprocess.Popen(
        [sys.executable, "-m", module], env=environment, stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        assert line.startswith("listening on "), "the service did not start"
        yield RunningService(line.split()[-1], TOKEN)
    finally:
        process.terminate()
        process.wait(timeout=10)


def _database_url() -> str:
    values = connection.settings_dict
    login = values["USER"] + (f":{values['PASSWORD']}" if values["PASSWORD"] else "")
    return f"postgresql://{login}@{values['HOST'] or '127.0.0.1'}:{values['PORT'] or 5432}/{values['NAME']}"
