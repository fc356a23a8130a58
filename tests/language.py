"""The twin of a language model's service as a fixture: on a thread, without faults at the start of each test."""

import threading
from collections.abc import Iterator

import pytest

from agentdesk.demo.language.server import Twin


@pytest.fixture
def language_twin() -> Iterator[Twin]:
    twin = Twin()
    thread = threading.Thread(target=twin.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield twin
    twin.shutdown()
    twin.server_close()
    thread.join(5)
