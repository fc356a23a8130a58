from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from assist.providers.crm.scripted import ScriptedCrm
from assist.writeback.actions import queue_write
from assist.writeback.models import CrmWrite
from cases.casefiles.models import Case
from cases.events.actors import SYSTEM
from cases.interactions.models import Interaction
from tests.crm import crm, crm_process  # noqa: F401


@pytest.fixture
def case(interaction: Interaction) -> Case:
    return interaction.case


@pytest.fixture
def twin() -> ScriptedCrm:
    return ScriptedCrm()


@pytest.fixture
def queued(case: Case, at: datetime) -> Callable[..., CrmWrite]:
    """`queued("key")`: a note in the outbox of the case."""

    def queue(key: str, **changes: Any) -> CrmWrite:
        payload = {"body": f"Body of {key}", "author": "Ama Boateng"}
        values = {
            "case": case,
            "kind": "note",
            "payload": payload,
            "key": f"{case.number}-{key}",
            "by": SYSTEM,
            "at": at,
        }
        return queue_write(**{**values, **changes})

    return queue
