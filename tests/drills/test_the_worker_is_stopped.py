"""A worker that is told to stop does so, whatever it is in the middle of."""

import os
import signal
import time

import psycopg
import pytest
from celery import Celery

from tests.drills.stack import RunningStack, wait_until

WITHIN = 10  # the supervisor kills after 12
MOMENTS = (0.0, 1.5, 2.5, 4.0)  # imports, the first connection, models being loaded, most of them there


def stop_worker(stack: RunningStack) -> None:
    """Stop the worker for live work; fails when another has not taken its place in time."""
    stopped = stack.pid_of("worker-live")
    os.kill(stopped, signal.SIGTERM)
    wait_until(lambda: not is_alive(stopped), WITHIN, "the worker ends")


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def hand_in(stack: RunningStack, event_id: int) -> None:
    prefix = {"global_keyprefix": "agentdesk:"}
    with Celery(broker=stack.variable("REDIS_URL"), broker_transport_options=prefix) as app:
        app.send_task("agentdesk.react", [event_id], queue="live")


def waiting_for_a_lock(connection: psycopg.Connection) -> bool:
    query = "select count(*) from pg_stat_activity where wait_event_type = 'Lock'"
    row = connection.execute(query).fetchone()
    return bool(row and row[0] >= 2)


def test_while_its_runs_wait_for_the_database(lasting_stack: RunningStack) -> None:
    with psycopg.connect(lasting_stack.variable("DATABASE_URL")) as connection:
        connection.execute("lock table cases_event in access exclusive mode")
        for event_id in range(3):
            hand_in(lasting_stack, event_id)
        wait_until(lambda: waiting_for_a_lock(connection), 30, "two runs wait")
        stop_worker(lasting_stack)


@pytest.mark.parametrize("moment", MOMENTS)
def test_while_it_loads_its_models(lasting_stack: RunningStack, moment: float) -> None:
    before = lasting_stack.pid_of("worker-live")
    if is_alive(before):
        os.kill(before, signal.SIGKILL)
    wait_until(lambda: lasting_stack.pid_of("worker-live") != before, 40, "another begins")
    time.sleep(moment)
    stop_worker(lasting_stack)
