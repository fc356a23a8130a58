"""The whole way from the customer's words to the card, through the reactions."""

from collections.abc import Callable

import pytest

from assist.suggestions.models import Suggestion
from assist.suggestions.queries import panel_of
from cases.casefiles.models import Case
from cases.events.actors import Actor
from cases.interactions.actions import post_turn
from cases.interactions.models import Interaction, Turn
from cases.live import frames_after
from cases.people.models import User

pytestmark = pytest.mark.usefixtures("content")
Says = Callable[..., Turn]
CRACKED = (
    "My monitor arrived damaged. Can I choose a free replacement, or get the full price back to the card?"
)


def test_a_customers_turn_brings_knowledge_and_a_reply(
    connected: Interaction, says: Says, settle: Callable[[], int]
) -> None:
    says(connected, "Hello!")
    settle()  # the first turn of a process waits for the models, and a late suggestion is worse than none
    says(connected, CRACKED)
    settle()
    names = set(connected.case.events.values_list("name", flat=True))
    assert {"turn.understood", "knowledge.found", "suggestion.shown"} <= names
    case = Case.objects.get(pk=connected.case_id)
    assert panel_of(case).state == "shown"
    frames = frames_after(case, 0)
    assert frames is not None
    content = "".join(frame["content"] for frame in frames)
    assert 'hx-target="#panel-suggestions"' in content
    assert 'hx-target="#panel-knowledge"' in content


def test_a_thank_you_brings_no_new_card(
    connected: Interaction, says: Says, settle: Callable[[], int]
) -> None:
    says(connected, "Thank you very much!")
    settle()
    assert not connected.case.events.filter(name__in=["suggestion.shown", "suggestion.withheld"]).exists()


def test_the_answer_of_the_agent_takes_the_card_away(
    connected: Interaction, agent: User, says: Says, settle: Callable[[], int]
) -> None:
    turn = says(connected, CRACKED)
    settle()
    post_turn(interaction=connected, text="One moment.", by=Actor.of(agent), at=turn.at, external_id="answer")
    settle()
    assert set(Suggestion.objects.values_list("retirement", flat=True)) == {"message_sent"}
    assert panel_of(Case.objects.get(pk=connected.case_id)).state == "idle"
