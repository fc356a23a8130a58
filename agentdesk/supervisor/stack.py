"""The servers, the database and the services of one installation, put together for `demo` and `up`."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from agentdesk.embedded.postgres import Postgres
from agentdesk.embedded.state import StateFolder
from agentdesk.embedded.valkey import Valkey
from agentdesk.supervisor.watch import Supervisor


@dataclass(frozen=True)
class Servers:
    """The addresses of the two servers, whoever runs them."""

    database_url: str
    redis_url: str


def start_servers(supervisor: Supervisor, state: StateFolder) -> Servers:
    """Start what `DATABASE_URL` and `REDIS_URL` do not name, in the state folder."""
    postgres = None if os.environ.get("DATABASE_URL") else Postgres(state)
    valkey = None if os.environ.get("REDIS_URL") else Valkey(state)
    embedded = [server for server in (postgres, valkey) if server is not None]
    for server in embedded:
        server.prepare()
    supervisor.start([server.program() for server in embedded])
    if postgres is not None:
        postgres.furnish()
    return Servers(
        database_url=postgres.url() if postgres else os.environ["DATABASE_URL"],
        redis_url=valkey.url if valkey else os.environ["REDIS_URL"],
    )


@contextmanager
def supervised(state: StateFolder, purpose: str, tell: Callable[[str], None]) -> Iterator[Supervisor]:
    """A supervisor that holds the state folder, and keeps the record of its processes there while it runs."""
    state.claim(purpose)

    def keep_pids(pids: dict[str, int]) -> None:
        state.write("running", {**state.read("running"), "pid": os.getpid(), "pids": pids})

    try:
        with Supervisor(tell, keep_pids) as supervisor:
            yield supervisor
    finally:
        state.release()
