"""The stacks under measure: a demo of its own without simulated customers, and the floor beside it."""

import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from agentdesk.embedded.ports import any_free_port
from agentdesk.supervisor.settings import ROOT, python

FLOOR_TABLE = "CREATE TABLE IF NOT EXISTS bench_floor (id bigserial PRIMARY KEY, text text, at timestamptz DEFAULT now())"
START_WITHIN = 120


@contextmanager
def demo_stack(folder: Path) -> Iterator[dict[str, object]]:
    """Runs `manage.py demo --quiet-floor` on the folder; yields its record: url, environment, processes."""
    environment = {
        **os.environ,
        "AGENTDESK_STATE": str(folder),
        "AGENTDESK_POOL": "8",
        "AGENTDESK_WIDGET_PACE": "1000",
    }
    environment.pop("DATABASE_URL", None)
    environment.pop("REDIS_URL", None)
    command = [sys.executable, "manage.py", "demo", "--quiet-floor", "--port", str(any_free_port())]
    log = (folder / "bench.log").open("wb")
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
    try:
        yield _record_of(folder, process)
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(60)


def _record_of(folder: Path, process: subprocess.Popen[bytes]) -> dict[str, object]:
    deadline = time.monotonic() + START_WITHIN
    while time.monotonic() < deadline and process.poll() is None:
        record = _read(folder / "running.json")
        if "environment" in record:
            return record
        time.sleep(0.2)
    raise SystemExit(f"The stack did not start:\n{(folder / 'bench.log').read_text()[-2000:]}")


def _read(path: Path) -> dict[str, object]:
    try:
        return dict(json.loads(path.read_text()))
    except (FileNotFoundError, json.JSONDecodeError):
        return {}


@contextmanager
def floor_stack(environment: dict[str, str]) -> Iterator[tuple[str, int]]:
    """Runs the bare app on the same servers; yields its address and process."""
    with psycopg.connect(environment["DATABASE_URL"], autocommit=True) as database:
        database.execute(FLOOR_TABLE)
    port = any_free_port()
    variables = {
        **os.environ,
        "DATABASE_URL": environment["DATABASE_URL"],
        "REDIS_URL": environment["REDIS_URL"],
    }
    endpoint = f"tcp:port={port}:interface=127.0.0.1:backlog=2048"
    command = python("-m", "daphne", "-v", "0", "-e", endpoint, "agentdesk.bench.floor:application")
    process = subprocess.Popen(command, cwd=ROOT, env=variables, stderr=subprocess.DEVNULL)
    try:
        _wait_for(f"http://127.0.0.1:{port}/none/")
        yield f"127.0.0.1:{port}", process.pid
    finally:
        process.terminate()
        process.wait(20)


def _wait_for(url: str) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        try:
            urllib.request.urlopen(url, timeout=1)
        except urllib.error.HTTPError:
            return  # it answers
        except OSError:
            time.sleep(0.1)
    raise SystemExit("The floor did not start.")
