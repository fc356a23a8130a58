"""What a summary is made of: what had an effect stands in it, whoever did it."""

from datetime import datetime

import pytest
from django.db import transaction

from assist.tools.events import ToolCallSucceeded
from assist.wrapup.material import material_of
from cases.events.actions import record
from cases.events.actors import AI_AGENT
from cases.interactions.models import Interaction


@pytest.mark.parametrize(
    ("tool", "reference", "is_silent", "told"),
    [
        ("change_address", "AC-77120", True, ["Change address"]),  # by the AI agent, who shows no card
        ("find_order", "", True, []),
        ("issue_refund", "RF-77120", False, ["Change address"]),
    ],
)
def test_what_the_ai_agent_did_is_told_and_its_look_ups_are_not(
    connected: Interaction, at: datetime, tool: str, reference: str, is_silent: bool, told: list[str]
) -> None:
    fact = ToolCallSucceeded(1, tool, "Change address", "14 Larch Terrace", reference, {}, is_silent)
    with transaction.atomic():
        record(connected.case, fact, by=AI_AGENT, at=at)
    assert [call.headline for call in material_of(connected).calls] == told
