from collections.abc import Iterator

import pytest

from tests.drills.stack import RunningStack


@pytest.fixture
def stack() -> Iterator[RunningStack]:
    """A stack of one's own, ready."""
    running = RunningStack()
    try:
        running.start()
        yield running
    finally:
        running.discard()


@pytest.fixture(scope="module")
def lasting_stack() -> Iterator[RunningStack]:
    """One stack for all tests of a module: each leaves it whole."""
    running = RunningStack()
    try:
        running.start()
        yield running
    finally:
        running.discard()
