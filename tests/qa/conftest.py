from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from cases.casefiles.actions import close_case
from cases.casefiles.models import Case
from cases.events.actors import SYSTEM, Actor
from cases.interactions.actions import post_turn
from cases.interactions.models import Interaction
from cases.interactions.passing import close_interaction
from cases.people.models import User
from qa.scorecards.actions import load_scorecards
from qa.scorecards.models import Scorecard

CONTENT = Path(settings.BASE_DIR) / "agentdesk" / "demo" / "content" / "scorecard.yaml"


@pytest.fixture
def scorecard(db: None, at: datetime) -> Scorecard:
    return load_scorecards(path=CONTENT, by=SYSTEM, at=at)[0]


@pytest.fixture
def closed(connected: Interaction, agent: User, says: Callable[..., Any], at: datetime) -> Case:
    """A closed case that the agent handled: three turns, the second by the agent."""
    by = Actor.of(agent)
    says(connected, "My monitor is broken.")
    post_turn(interaction=connected, text="I am sorry to hear that.", by=by, at=at, external_id="reply-1")
    says(connected, "Thank you.")
    close_interaction(interaction=connected, by=by, at=at)
    case = Case.objects.get(pk=connected.case_id)
    close_case(case=case, disposition="resolved", by=by, at=at)
    return case
