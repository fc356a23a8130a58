"""Each part of the stack is killed in turn and comes back by itself, at the same address."""

import os
import signal
import urllib.error
import urllib.request

import psycopg
import pytest
import redis
from celery import Celery

from tests.drills.stack import RunningStack, wait_until


def web_answers(stack: RunningStack) -> bool:
    try:
        with urllib.request.urlopen(f"{stack.url}/health/ready", timeout=5) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def valkey_answers(stack: RunningStack) -> bool:
    try:
        return bool(redis.Redis.from_url(stack.variable("REDIS_URL")).ping())
    except redis.RedisError:
        return False


def database_answers(stack: RunningStack) -> bool:
    try:
        with psycopg.connect(stack.variable("DATABASE_URL"), connect_timeout=2) as connection:
            return connection.execute("select 1").fetchone() == (1,)
    except psycopg.Error:
        return False


def workers_answer(stack: RunningStack) -> bool:
    options = {"global_keyprefix": "agentdesk:"}
    with Celery(broker=stack.variable("REDIS_URL"), broker_transport_options=options) as app:
        try:
            answers = app.control.ping(timeout=2)
        except (redis.RedisError, OSError):
            return False
    return {name.split("@")[0] for answer in answers for name in answer} == {"live", "slow"}


@pytest.mark.parametrize("part", ["worker-live", "worker-slow", "sweep", "valkey", "web", "postgres"])
def test_a_killed_part_comes_back_and_the_whole_works_again(lasting_stack: RunningStack, part: str) -> None:
    killed = lasting_stack.pid_of(part)
    os.kill(killed, signal.SIGKILL)
    wait_until(lambda: lasting_stack.pid_of(part) != killed, 40, f"{part} runs again")
    for answers in (database_answers, valkey_answers, web_answers, workers_answer):
        wait_until(lambda answers=answers: answers(lasting_stack), 90, f"{answers.__name__} after {part}")
    assert not lasting_stack.has_ended


def test_a_part_that_ends_is_named_on_the_screen_with_its_log(lasting_stack: RunningStack) -> None:
    killed = lasting_stack.pid_of("sweep")
    os.kill(killed, signal.SIGKILL)
    wait_until(lambda: lasting_stack.pid_of("sweep") != killed, 40, "the sweep runs again")
    assert "sweep ended (signal 9); starting it again in" in lasting_stack.screen()
    assert str(lasting_stack.folder / "logs" / "sweep.log") in lasting_stack.screen()
