"""What all tests share: the cast (tests/cast.py), what is done once for all of them, and the system's Chromium."""

import gc
import os

import hypothesis
import pytest

from agentdesk.commands.chromium import find_chromium

pytest_plugins = ["tests.cast", "tests.static_files", "tests.vectors"]

# The first example of a test may load a model, and the machine may be busy: the time of one example says nothing.
hypothesis.settings.register_profile("untimed", deadline=None)
hypothesis.settings.load_profile("untimed")


def pytest_collection_finish() -> None:
    """What was imported stays to the end: the garbage collector need not walk over it again and again."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """The path of the system's Chromium; without one the test is skipped, and fails where `CI` is set."""
    if found := find_chromium():
        return found
    reason = "no Chromium on this machine: install one or name it in AGENTDESK_CHROMIUM"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)
