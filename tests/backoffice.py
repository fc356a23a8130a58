"""The demo's back office as a process of its own, with its content emptied into the test's database."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import timezone

from assist.tools.actions import load_tools
from cases.events.actors import SYSTEM
from tests.services import RunningService, running

CONTENT = Path(__file__).parent.parent / "agentdesk" / "demo" / "content"


@pytest.fixture(scope="session")
def backoffice_process(django_db_setup: None, django_db_blocker: object) -> Iterator[RunningService]:
    with running(
        "agentdesk.demo.backoffice", "AGENTDESK_BACKOFFICE_TOKEN", schema="demo_backoffice"
    ) as service:
        yield service


@pytest.fixture
def backoffice(backoffice_process: RunningService, settings: object) -> Iterator[RunningService]:
    """The running back office, reached by the product's own adapter; its faults are forgiven at the end."""
    adapter = "assist.tools.sources.http.HttpSource"
    settings.TOOL_SOURCES = {  # type: ignore[attr-defined]
        "backoffice": {"adapter": adapter, "url": backoffice_process.url, "token": backoffice_process.token}
    }
    yield backoffice_process
    backoffice_process.forgive()


@pytest.fixture
def tools(db: None) -> int:
    """The demo's tools."""
    return load_tools(CONTENT / "tools.yaml", by=SYSTEM, at=timezone.now())
