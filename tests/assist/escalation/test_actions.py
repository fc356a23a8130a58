from collections.abc import Callable
from datetime import datetime
from pathlib import Path as File

import pytest

from assist.escalation.actions import escalate, place_case
from assist.escalation.models import EscalationRule
from assist.escalation.queries import decision_of, signals_of
from assist.escalation.refusals import NoQueue
from assist.escalation.rules import Path, Trigger
from assist.escalation.tasks import escalate_asked, place_understood
from assist.taxonomy.actions import load_taxonomy
from assist.understanding.actions import understand_turn
from cases.customers.models import Customer
from cases.events.actors import AI_AGENT, SYSTEM, Actor
from cases.events.models import Event
from cases.interactions.actions import ask_for_person, open_interaction, post_turn, receive_turn
from cases.interactions.models import Interaction, Turn
from cases.routing.models import Queue

pytestmark = pytest.mark.django_db
DEMO = File(__file__).resolve().parents[3] / "agentdesk/demo/content/taxonomy.yaml"
Says = Callable[[str], Event]


@pytest.fixture
def contact(at: datetime) -> Interaction:
    load_taxonomy(DEMO, by=SYSTEM, at=at)
    Queue.objects.create(slug="main", name="Main", is_default=True)
    Queue.objects.create(slug="products", name="Products", intents=["damaged_on_arrival"])
    Queue.objects.create(slug="specialists", name="Specialists", is_specialist=True, intents=["crisis"])
    customer = Customer.objects.create(name="Maya Lindqvist", created_at=at)
    return open_interaction(
        customer=customer, channel="chat", by=Actor.customer(customer), at=at, external_id="c1"
    )


@pytest.fixture
def says(contact: Interaction, at: datetime) -> Says:
    def said(text: str) -> Event:
        by = Actor.customer(contact.case.customer)
        number = Turn.objects.count()
        turn = receive_turn(interaction=contact, text=text, external_id=f"t{number}", by=by, at=at)
        understand_turn(turn=turn, at=at)
        event = Event.objects.get(case=contact.case, name="turn.understood", payload__turn_id=turn.pk)
        place_understood(event)
        escalate_as_decided(contact, at)
        contact.refresh_from_db()
        contact.case.refresh_from_db()
        return event

    return said


def escalate_as_decided(contact: Interaction, at: datetime) -> None:
    """What the AI agent does first with every turn."""
    decision = decision_of(contact)
    if decision.path.leaves_ai:
        escalate(interaction=contact, triggers=decision.triggers, path=decision.path, by=AI_AGENT, at=at)


def answers(contact: Interaction, text: str, at: datetime) -> None:
    post_turn(interaction=contact, text=text, by=AI_AGENT, at=at, external_id=f"a{Turn.objects.count()}")


def escalated(contact: Interaction) -> Event:
    return Event.objects.get(case=contact.case, name="case.escalated")


def test_a_routine_question_stays_with_the_ai_agent(says: Says, contact: Interaction) -> None:
    says("Where is my order 58213?")
    assert contact.owner == Interaction.Owner.AI_AGENT
    assert (contact.case.layer, contact.case.layer_reasons[0][:7]) == (1, "routine")


def test_the_first_wish_for_a_person_is_honoured(says: Says, contact: Interaction) -> None:
    says("Where is my order? I want to speak to a person")
    assert (contact.state, contact.queue.slug) == ("queued", "main")
    assert contact.person_asked_at
    assert "asked for a person" in escalated(contact).payload["reason"]
    assert contact.case.layer == 2


def test_the_button_is_honoured_too(says: Says, contact: Interaction, at: datetime) -> None:
    ask_for_person(interaction=contact, by=Actor.customer(contact.case.customer), at=at)
    escalate_asked(Event.objects.get(case=contact.case, name="person.asked"))
    contact.refresh_from_db()
    assert contact.state == "queued"


def test_a_crisis_goes_to_specialists_ahead_of_the_queue(says: Says, contact: Interaction) -> None:
    says("I want to kill myself")
    assert (contact.queue.slug, contact.is_ahead, contact.case.layer) == ("specialists", True, 3)


def test_frustration_brings_a_person(says: Says, contact: Interaction) -> None:
    says("This is the third time I ask, I'm fed up, where is my order 58213?")
    assert contact.state == "queued"
    assert escalated(contact).payload["triggers"][0]["number"] == "4.2"


def test_the_queue_is_that_of_the_intent(says: Says, contact: Interaction, at: datetime) -> None:
    says("My monitor arrived broken, the screen is damaged")
    own = Trigger("plan", "", "the next step is a person's", 2)
    assert escalate(
        interaction=contact, triggers=[own], by=AI_AGENT, at=at, summary="The refund is a person's step"
    )
    contact.refresh_from_db()
    assert contact.queue.slug == "products"
    assert contact.queue_reason == "The refund is a person's step"


def test_escalating_twice_is_escalating_once(says: Says, contact: Interaction, at: datetime) -> None:
    says("I want to talk to a human")
    escalate_as_decided(contact, at)
    own = Trigger("loop", "4.10", "in circles", 2)
    assert not escalate(interaction=contact, triggers=[own], by=AI_AGENT, at=at)
    assert Event.objects.filter(case=contact.case, name="case.escalated").count() == 1


def test_an_answer_that_does_not_satisfy_twice_brings_a_person(
    says: Says, contact: Interaction, at: datetime
) -> None:
    says("Where is my order 58213?")
    answers(contact, "It is on its way.", at)
    says("No, that's not what I asked")
    first = signals_of(contact)
    assert (first.answers, first.pushbacks) == (1, 1)
    if contact.owner == Interaction.Owner.AI_AGENT:
        answers(contact, "It was handed to the courier.", at)
        says("That doesn't help me")
    assert contact.state == "queued"


def test_a_rule_of_the_administrator_changes_the_threshold(says: Says, contact: Interaction) -> None:
    EscalationRule.objects.create(trigger="value", intent="order_status", threshold=50)
    says("Where is my order 58213? I paid £64 for it")
    assert contact.state == "queued"


def test_a_layer_is_kept_once_and_never_goes_down(says: Says, contact: Interaction, at: datetime) -> None:
    says("My monitor arrived broken, the screen is damaged")
    assert contact.case.layer == 2
    says("By the way, what are your opening hours on Saturday?")
    assert place_case(interaction=contact, at=at) == 2
    assert Event.objects.filter(case=contact.case, name="case.layer_assigned").count() <= 2


def test_without_a_queue_it_is_said(at: datetime) -> None:
    customer = Customer.objects.create(name="Noor", created_at=at)
    contact = open_interaction(
        customer=customer, channel="chat", by=Actor.customer(customer), at=at, external_id="c9"
    )
    with pytest.raises(NoQueue):
        escalate(interaction=contact, triggers=[], by=AI_AGENT, at=at, path=Path.QUEUE)


def test_after_a_person_gave_it_back_the_signals_start_afresh(
    says: Says, contact: Interaction, at: datetime, agent: object
) -> None:
    from cases.interactions.passing import connect_agent, return_to_ai

    says("I want to talk to a human, this is ridiculous")
    by = Actor.of(agent)
    connect_agent(interaction=contact, agent=agent, by=by, at=at)  # type: ignore[arg-type]
    return_to_ai(interaction=contact, by=by, at=at)
    contact.refresh_from_db()
    assert not signals_of(contact).wants_person
    assert decision_of(contact).path == Path.NONE
