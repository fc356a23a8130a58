"""A pytest plugin: PostgreSQL and Valkey for one run of tests, unless the environment names others.

pytest-django reads the settings before any conftest, so the servers start even earlier.
"""

import json
import os
import shutil
import tempfile
import time
from pathlib import Path

import pytest

from agentdesk.embedded.postgres import Postgres
from agentdesk.embedded.programs import Child, tail_of
from agentdesk.embedded.state import StateFolder
from agentdesk.embedded.valkey import Valkey


class TestServers:
    """The two servers on a folder that is thrown away."""

    __test__ = False

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="agentdesk-tests-"))
        self.folder.chmod(0o711)
        self.children: list[Child] = []

    def start(self) -> None:
        state = StateFolder(self.folder)
        postgres, valkey = Postgres(state, disposable=True), Valkey(state)
        for server in (postgres, valkey):
            server.prepare()
            child = server.child()
            child.start()
            self.children.append(child)
        for child in self.children:
            _wait_for(child)
        postgres.furnish()
        os.environ.update(DATABASE_URL=postgres.url(), REDIS_URL=valkey.url)

    def stop(self) -> None:
        for child in self.children:
            child.kill()
        shutil.rmtree(self.folder, ignore_errors=True)


def _wait_for(child: Child) -> None:
    while not child.program.ready():
        if not child.is_alive:
            raise pytest.UsageError(f"{child.program.name} ended:\n{tail_of(child.program.log)}")
        time.sleep(0.02)


_servers: list[TestServers] = []


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests() -> None:
    """Start the servers; a worker of xdist and whoever names a database have theirs already."""
    if worker := os.environ.get("PYTEST_XDIST_WORKER"):
        os.environ["AGENTDESK_PREFIX"] = (
            f"agentdesk-{worker}"  # one Valkey for all, each with keys of its own
        )
    if "DATABASE_URL" in os.environ and "REDIS_URL" in os.environ:
        return
    servers = TestServers()
    _servers.append(servers)
    servers.start()


def pytest_unconfigure() -> None:
    """Throw the servers and their data away."""
    while _servers:
        _servers.pop().stop()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Leave the counts for `manage.py test`, which adds up its runs."""
    if outcome := os.environ.get("AGENTDESK_TEST_OUTCOME"):
        kinds = ("failed", "passed", "skipped", "xfailed", "xpassed", "error")
        counts = {kind: len(terminalreporter.stats.get(kind, [])) for kind in kinds}
        Path(outcome).write_text(json.dumps(counts))
