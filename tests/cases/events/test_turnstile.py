"""Two compute; who waits for another system lets the next one in."""

from collections.abc import Callable, Iterator
from contextlib import nullcontext
from threading import Barrier, BrokenBarrierError, Event, Thread
from typing import Any

import pytest

from cases.events.turnstile import AT_ONCE, away, computing

SOON, PATIENT = 0.3, 10


@pytest.fixture
def run() -> Iterator[Callable[[Callable[[], None]], None]]:
    threads: list[Thread] = []

    def start(work: Callable[[], None]) -> None:
        threads.append(Thread(target=work))
        threads[-1].start()

    yield start
    for thread in threads:
        thread.join(PATIENT)
        assert not thread.is_alive()


def crowd(run: Any, size: int, outside: Any) -> bool:
    """Whether so many got to the same place within the turnstile at the same time."""
    meeting, met = Barrier(size), Event()

    def work() -> None:
        with computing(), outside():
            try:
                meeting.wait(SOON if size > AT_ONCE and outside is nullcontext else PATIENT)
                met.set()
            except BrokenBarrierError:
                pass

    for _ in range(size):
        run(work)
    return met.wait(2 * SOON)


def test_two_compute_at_the_same_time(run: Any) -> None:
    assert crowd(run, AT_ONCE, nullcontext)


def test_a_third_waits(run: Any) -> None:
    assert not crowd(run, AT_ONCE + 1, nullcontext)


def test_who_is_away_takes_no_place(run: Any) -> None:
    assert crowd(run, AT_ONCE + 2, away)


def test_the_place_is_given_back_when_the_call_fails(run: Any) -> None:
    for _ in range(AT_ONCE + 1):
        with pytest.raises(OSError, match="cut off"), computing(), away():
            raise OSError("cut off")
    assert crowd(run, AT_ONCE, nullcontext)


def test_outside_of_a_run_being_away_means_nothing() -> None:
    with away(), away():
        pass
