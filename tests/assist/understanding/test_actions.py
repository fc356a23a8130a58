from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from assist.registry.actions import add_version, start_shadow
from assist.registry.material import Line, Lines
from assist.registry.models import ShadowReading
from assist.registry.serving import forget
from assist.taxonomy.actions import load_taxonomy
from assist.understanding import trainer
from assist.understanding.actions import understand_turn
from assist.understanding.models import Understanding
from assist.understanding.queries import entities_of
from cases.casefiles.models import Case
from cases.customers.models import Customer
from cases.events.actors import SYSTEM, Actor
from cases.events.models import Event
from cases.interactions.actions import open_interaction, receive_turn
from cases.interactions.models import Interaction, Turn

pytestmark = pytest.mark.django_db
DEMO = Path(__file__).resolve().parents[3] / "agentdesk/demo/content/taxonomy.yaml"


@pytest.fixture
def contact(at: datetime) -> Interaction:
    load_taxonomy(DEMO, by=SYSTEM, at=at)
    customer = Customer.objects.create(name="Maya Lindqvist", created_at=at)
    return open_interaction(
        customer=customer, channel="chat", by=Actor.customer(customer), at=at, external_id="c1"
    )


@pytest.fixture
def says(contact: Interaction, at: datetime) -> Callable[[str], Understanding]:
    def said(text: str) -> Understanding:
        by = Actor.customer(contact.case.customer)
        number = Turn.objects.count()
        turn = receive_turn(interaction=contact, text=text, external_id=f"t{number}", by=by, at=at)
        row = understand_turn(turn=turn, at=at)
        assert row is not None
        return row

    return said


def names(case: Case) -> list[str]:
    return list(Event.objects.filter(case=case).order_by("seq").values_list("name", flat=True))


def test_a_turn_is_read_once_and_told_on_the_timeline(
    says: Callable[[str], Understanding], contact: Interaction, at: datetime
) -> None:
    row = says("Where is my order 58213?")
    assert (row.intent, row.entities[0]["value"], row.label) == ("order_status", "58213", "neutral")
    assert names(contact.case)[-2:] == ["turn.understood", "case.intent_changed"]
    before = contact.case.events.count()
    assert understand_turn(turn=row.turn, at=at) == row
    assert contact.case.events.count() == before


def test_the_case_keeps_its_intent_through_small_talk_and_changes_it_with_a_new_request(
    says: Callable[[str], Understanding], contact: Interaction
) -> None:
    says("Where is my order 58213?")
    says("thank you")
    case = Case.objects.get(pk=contact.case_id)
    assert case.intent == "order_status"
    says("It arrived just now and the screen is cracked, it is damaged")
    case.refresh_from_db()
    assert case.intent == "damaged_on_arrival"
    assert names(case).count("case.intent_changed") == 2


def test_the_mood_of_the_case_has_a_course(
    says: Callable[[str], Understanding], contact: Interaction
) -> None:
    says("Thanks, that's lovely!")
    says("This is ridiculous, I'm fed up with waiting")
    case = Case.objects.get(pk=contact.case_id)
    assert case.mood < -0.4
    assert len(case.mood_course) == 2


def test_entities_point_at_their_turns(says: Callable[[str], Understanding], contact: Interaction) -> None:
    first, second = says("My order is 58213"), says("and my postcode is BS1 4DJ")
    found = entities_of(contact.case)
    assert [(e["kind"], e["turn_seq"]) for e in found] == [
        ("order_number", first.turn.seq),
        ("postcode", second.turn.seq),
    ]


def test_versions_are_kept_for_a_replay(says: Callable[[str], Understanding]) -> None:
    assert all(says("Where is my order?").versions.values())


def test_an_agents_turn_is_not_read(contact: Interaction, at: datetime) -> None:
    turn = Turn.objects.create(
        interaction=contact, case=contact.case, position=9, speaker="ai_agent", speaker_name="AI agent", text="Hello",
        external_id="x", at=at,
    )  # fmt: skip
    assert understand_turn(turn=turn, at=at) is None


def test_without_a_taxonomy_a_turn_is_still_read(at: datetime) -> None:
    customer = Customer.objects.create(name="Noor", created_at=at)
    by = Actor.customer(customer)
    contact = open_interaction(customer=customer, channel="chat", by=by, at=at, external_id="c2")
    turn = receive_turn(interaction=contact, text="Where is order 58213?", external_id="t", by=by, at=at)
    row = understand_turn(turn=turn, at=at)
    assert row is not None
    assert (row.intent, len(row.entities)) == ("", 1)


def test_models_in_shadow_read_the_turn_too_and_change_nothing(
    says: Callable[[str], Understanding], at: datetime
) -> None:
    elsewhere = Lines((Line("where is my order", "complaint"), Line("hello there", "crisis")))
    intents = trainer.train(elsewhere, seed=1, progress=lambda share, words: None)
    kept = {"kind": trainer.KIND, "artefact": intents.to_bytes(), "code_version": "1", "seed": 1}
    version = add_version(**kept, figures={}, dataset={}, by=SYSTEM, at=at)
    start_shadow(version=version, reason="Look first", by=SYSTEM, at=at)
    forget()
    row = says("Where is my order? It should have come on Monday")
    reading = ShadowReading.objects.get(subject=f"turn:{row.turn_id}", kind="intents")
    assert row.intent == reading.live == "order_status"
    assert reading.shadow_said != "order_status"
    assert reading.agrees is False
