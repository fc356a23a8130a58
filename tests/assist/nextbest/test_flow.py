"""Damaged on arrival, from the first words to the claim, with the real back office and the real table of
reactions.
"""

from collections.abc import Callable
from datetime import datetime

import pytest

from assist.journeys.actions import load_journeys
from assist.journeys.models import JourneyRun, StepRun
from assist.nextbest.actions import propose_next
from assist.tools.actions import withdraw_call
from assist.tools.approvals import approve_call
from assist.tools.confirming import confirm_call
from assist.tools.models import Approval, ToolCall
from assist.understanding.events import TurnUnderstood
from cases.casefiles.actions import set_intent
from cases.events.actions import record
from cases.events.actors import SYSTEM, Actor
from cases.events.models import Event
from cases.interactions.actions import post_turn
from cases.interactions.models import Interaction, Turn
from cases.people.models import User
from tests.backoffice import CONTENT
from tests.services import RunningService

State = ToolCall.State
pytestmark = pytest.mark.django_db


@pytest.fixture
def journeys(db: None, at: datetime) -> int:
    return load_journeys(CONTENT / "journeys", by=SYSTEM, at=at)


@pytest.fixture
def understood(at: datetime) -> Callable[..., None]:
    """`understood(turn, order_number="58213")`: as if the models had read the turn."""

    def record_it(turn: Turn, **entities: str) -> None:
        named = [{"kind": kind, "value": value} for kind, value in entities.items()]
        fact = TurnUnderstood(
            interaction_id=turn.interaction_id,
            turn_id=turn.pk,
            turn_seq=turn.seq,
            intent="damaged_on_arrival",
            intent_name="Damaged on arrival",
            confidence=0.9,
            is_out_of_scope=False,
            is_small_talk=False,
            sentiment=0,
            is_frustrated=False,
            language="en",
            entities=named,
        )
        record(turn.case, fact, by=SYSTEM, at=at)

    return record_it


@pytest.fixture
def maya(
    connected: Interaction,
    says: Callable[..., Turn],
    understood: Callable[..., None],
    settle: Callable[[], int],
    journeys: int,
    tools: int,
    backoffice: RunningService,
    at: datetime,
) -> Interaction:
    """Maya's chat after her first message, settled."""
    turn = says(connected, "My monitor came with the screen cracked, order 58213, postcode LS6 2QP.")
    set_intent(
        case=connected.case, intent="damaged_on_arrival", title="Damaged", confidence=0.9, by=SYSTEM, at=at
    )
    understood(turn, order_number="58213", postcode="LS6 2QP")
    settle()
    return connected


def states_of(interaction: Interaction) -> dict[str, str]:
    return dict(StepRun.objects.filter(run__case=interaction.case).values_list("key", "state"))


def card_of(interaction: Interaction) -> ToolCall | None:
    return ToolCall.objects.filter(
        case=interaction.case, is_silent=False, state__in=ToolCall.UNFINISHED
    ).first()


def test_the_first_message_verifies_finds_the_order_and_is_the_evidence(maya: Interaction) -> None:
    assert states_of(maya) == {
        "verify_identity": "done",
        "damage_evidence": "done",
        "keep_packaging": "now",
        "offer_remedy": "waiting",
        "execute_remedy": "waiting",
        "log_claim": "waiting",
    }
    done = ToolCall.objects.filter(case=maya.case, state=State.SUCCEEDED).values_list("tool__name", flat=True)
    assert sorted(done) == ["find_order", "lookup_customer"]
    maya.case.refresh_from_db()
    assert maya.case.is_verified


def test_the_whole_journey_ends_with_one_refund_and_one_claim(
    maya: Interaction,
    agent: User,
    supervisor: User,
    says: Callable[..., Turn],
    understood: Callable[..., None],
    settle: Callable[[], int],
    at: datetime,
) -> None:
    by = Actor.of(agent)
    assert card_of(maya) is None, "nothing to press while only words are due"
    text = "Please keep the box. Would you like a replacement or your money back?"
    post_turn(interaction=maya, text=text, by=by, at=at, external_id="a1")
    settle()
    assert states_of(maya)["offer_remedy"] == "done"
    assert card_of(maya) is None, "the customer has to choose"
    understood(says(maya, "If it takes a week, I want a refund."))
    settle()
    card = card_of(maya)
    assert card is not None
    assert (card.tool.name, card.state) == ("issue_refund", State.AWAITING_CONFIRMATION)
    assert card.input == {"amount": "184.50", "reason": "carrier_damage", "order_number": "58213"}
    assert card.origins["amount"]["text"] == "From order 58213"
    assert card.reason == "The customer asked for it in message 3: “If it takes a week, I want a refund.”"
    confirm_call(call=card, by=by, at=at)
    settle()
    approval = Approval.objects.get(call=card)
    assert approval.eligible == [supervisor.pk]
    approve_call(approval=approval, by=Actor.of(supervisor), at=at)
    settle()
    card.refresh_from_db()
    assert card.state == State.SUCCEEDED
    assert states_of(maya)["execute_remedy"] == "done"
    claim = card_of(maya)
    assert claim is not None
    assert (claim.tool.name, "cracked" in claim.input["damage"]) == ("log_carrier_claim", True)
    confirm_call(call=claim, by=by, at=at)
    settle()
    assert JourneyRun.objects.get(case=maya.case).state == "finished"
    assert card_of(maya) is None
    names = list(Event.objects.filter(case=maya.case).values_list("name", flat=True))
    assert names.count("journey.finished") == 1


def test_a_card_that_was_put_aside_is_not_suggested_again(
    maya: Interaction,
    agent: User,
    says: Callable[..., Turn],
    understood: Callable[..., None],
    settle: Callable[[], int],
    at: datetime,
) -> None:
    by = Actor.of(agent)
    text = "Please keep the box. A replacement or your money back?"
    post_turn(interaction=maya, text=text, by=by, at=at, external_id="a1")
    understood(says(maya, "A refund please"))
    settle()
    card = card_of(maya)
    assert card is not None
    withdraw_call(call=card, by=by, at=at)
    settle()
    propose_next(case=maya.case, at=at)
    assert card_of(maya) is None


def test_another_wish_changes_the_card(
    maya: Interaction,
    agent: User,
    says: Callable[..., Turn],
    understood: Callable[..., None],
    settle: Callable[[], int],
    at: datetime,
) -> None:
    text = "Please keep the box. A replacement or your money back?"
    post_turn(interaction=maya, text=text, by=Actor.of(agent), at=at, external_id="a1")
    understood(says(maya, "A refund please"))
    settle()
    understood(says(maya, "Actually, rather a new one"))
    settle()
    card = card_of(maya)
    assert card is not None
    assert card.tool.name == "send_replacement"


def test_nothing_is_prepared_while_the_ai_agent_leads(
    interaction: Interaction,
    says: Callable[..., Turn],
    understood: Callable[..., None],
    settle: Callable[[], int],
    journeys: int,
    tools: int,
    at: datetime,
) -> None:
    turn = says(interaction, "My monitor came cracked, order 58213.")
    set_intent(
        case=interaction.case, intent="damaged_on_arrival", title="Damaged", confidence=0.9, by=SYSTEM, at=at
    )
    understood(turn, order_number="58213")
    settle()
    assert propose_next(case=interaction.case, at=at) is None
    assert not ToolCall.objects.filter(case=interaction.case, is_silent=False).exists()
