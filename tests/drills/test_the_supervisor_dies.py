"""The supervisor itself is killed, stopped, and started twice."""

import subprocess
import sys

import psutil
import psycopg

from agentdesk.supervisor.settings import ROOT
from tests.drills.stack import RunningStack, wait_until

ROWS = 500


def write_rows(stack: RunningStack, count: int) -> None:
    """Each row in a transaction of its own, so each of them is a promise."""
    with psycopg.connect(stack.variable("DATABASE_URL"), autocommit=True) as connection:
        connection.execute("create table if not exists drill (id int primary key)")
        for number in range(count):
            connection.execute("insert into drill values (%s)", [number])


def count_rows(stack: RunningStack) -> int:
    with psycopg.connect(stack.variable("DATABASE_URL")) as connection:
        row = connection.execute("select count(*) from drill").fetchone()
    return int(row[0]) if row else 0


def still_there(processes: list[psutil.Process]) -> list[psutil.Process]:
    return [one for one in processes if one.is_running() and one.status() != psutil.STATUS_ZOMBIE]


def test_kill_9_of_the_supervisor_leaves_no_process_and_loses_no_committed_row(stack: RunningStack) -> None:
    family = stack.family()
    assert len(family) > 6
    write_rows(stack, ROWS)
    stack.kill()
    wait_until(lambda: not still_there(family), 15, "every process of the stack is gone")
    stack.start()
    assert count_rows(stack) == ROWS


def test_term_stops_everything_in_order(stack: RunningStack) -> None:
    family = stack.family()
    assert stack.stop() == 0
    assert not still_there(family)
    assert "ended" not in stack.screen()
    assert not (stack.folder / "running.json").exists()
    assert "database system is shut down" in (stack.folder / "logs" / "postgres.log").read_text()


def test_a_second_supervisor_is_kept_out_and_says_so(stack: RunningStack) -> None:
    second = subprocess.run(
        [sys.executable, "manage.py", "up"],
        cwd=ROOT,
        env=stack.environment(),
        capture_output=True,
        text=True,
        timeout=30,
    )
    assert second.returncode == 2
    assert f"already runs on {stack.folder}" in second.stderr
    assert not stack.has_ended


def test_djangos_commands_use_the_database_of_the_stack_that_runs(stack: RunningStack) -> None:
    write_rows(stack, 3)
    query = "from django.db import connection as c; u = c.cursor(); u.execute('select count(*) from drill')"
    asked = subprocess.run(
        [sys.executable, "manage.py", "shell", "-v", "0", "-c", f"{query}; print(u.fetchone()[0])"],
        cwd=ROOT,
        env=stack.environment(),
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert asked.stdout.strip().endswith("3"), asked.stderr
