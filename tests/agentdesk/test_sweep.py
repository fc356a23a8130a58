"""The clock: what waits for other systems holds up nothing, what fails stops nothing."""

import threading
from collections.abc import Callable
from datetime import datetime

import pytest

from agentdesk.management.commands import sweep
from agentdesk.management.commands.sweep import Clockwork
from agentdesk.schedule import SCHEDULE, Due
from assist.tools.checking import reconcile_calls


@pytest.fixture
def schedule(monkeypatch: pytest.MonkeyPatch) -> list[Due]:
    mine: list[Due] = []
    monkeypatch.setattr(sweep, "SCHEDULE", mine)
    monkeypatch.setattr(sweep, "due_now", lambda last_run, at: range(len(mine)))
    return mine


def test_a_system_that_does_not_answer_holds_up_nothing_else(schedule: list[Due]) -> None:
    answers, ran = threading.Event(), list[str]()

    def ask(at: datetime) -> None:
        ran.append("asked")
        answers.wait(10)

    schedule += [Due(1, ask, asks_others=True), Due(1, lambda at: ran.append("offered"))]
    clock = Clockwork()
    clock.tick()
    clock.tick()
    assert (ran.count("asked"), ran.count("offered")) == (1, 2)
    answers.set()
    clock.aside[0].join(10)
    clock.tick()
    clock.aside[0].join(10)
    assert ran.count("asked") == 2


@pytest.mark.django_db  # a failed step leaves its connection
def test_a_step_that_fails_stops_neither_the_others_nor_the_clock(schedule: list[Due]) -> None:
    ran = list[datetime]()

    def fail(at: datetime) -> None:
        raise ConnectionError("no database")

    schedule += [Due(1, fail), Due(1, lambda at: ran.append(at))]
    Clockwork().tick()
    assert len(ran) == 1


def test_what_asks_systems_of_record_runs_aside() -> None:
    asking: list[Callable[..., object]] = [due.run for due in SCHEDULE if due.asks_others]
    assert asking == [reconcile_calls]
