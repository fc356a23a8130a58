"""The demo's CRM as a fixture: one process a session, without faults at the start of each test."""

from collections.abc import Iterator

import pytest

from tests.services import RunningService, running


@pytest.fixture(scope="session")
def crm_process(django_db_setup: None, django_db_blocker: object) -> Iterator[RunningService]:
    with running("agentdesk.demo.crm", "AGENTDESK_CRM_TOKEN", schema="demo_crm") as service:
        yield service


@pytest.fixture
def crm(crm_process: RunningService) -> RunningService:
    crm_process.forgive()
    return crm_process
