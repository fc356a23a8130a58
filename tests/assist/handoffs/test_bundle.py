"""The bundle from a real timeline: customer's words, understanding, a queue, a handoff."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from django.template.loader import render_to_string

from assist.handoffs.actions import make_handoff
from assist.handoffs.models import Handoff
from assist.handoffs.queries import bundle_of, panel_of
from assist.handoffs.rules import SECTIONS
from assist.handoffs.tasks import hand_to_queue
from assist.journeys.actions import load_journeys
from assist.taxonomy.actions import load_taxonomy
from assist.understanding.tasks import understand_received
from cases.casefiles.actions import set_layer, verify_customer
from cases.events.actors import AI_AGENT, SYSTEM
from cases.events.models import Event
from cases.interactions.events import InteractionQueued, TurnReceived
from cases.interactions.models import Interaction, Turn
from cases.interactions.passing import queue_interaction
from cases.routing.models import Queue

CONTENT = Path("agentdesk/demo/content")


@pytest.fixture
def content(db: None, at: datetime) -> None:
    load_taxonomy(CONTENT / "taxonomy.yaml", by=SYSTEM, at=at)
    load_journeys(CONTENT / "journeys", by=SYSTEM, at=at)


@pytest.fixture
def told(interaction: Interaction, content: None, says: Callable[..., Turn]) -> Interaction:
    """The customer has told what happened, and it was understood."""
    for words in ("Hi, my new monitor arrived and the screen is cracked", "It is order 58213, LS6 2QP"):
        turn = says(interaction, words)
        understand_received(Event.objects.named(TurnReceived).get(case=interaction.case, seq=turn.seq))
    return interaction


def queued(interaction: Interaction, queue: Queue, at: datetime) -> Event:
    queue_interaction(
        interaction=interaction, queue=queue, reason="A person decides on the remedy", by=AI_AGENT, at=at
    )
    return Event.objects.named(InteractionQueued).get(case=interaction.case)


def test_every_item_of_the_bundle_is_there_filled_or_named_as_missing(
    told: Interaction, at: datetime
) -> None:
    bundle = bundle_of(told.case, at)
    assert [section.key for section in bundle.sections] == list(SECTIONS)
    assert all(section.items or section.missing for section in bundle.sections)


def test_the_entities_link_to_the_turns_that_they_came_from(told: Interaction, at: datetime) -> None:
    items = {item.text: item for item in bundle_of(told.case, at).section("entities").items}
    second = Turn.objects.get(interaction=told, position=2)
    assert items["58213"].seq == second.seq
    assert items["58213"].origin == "From message 2"


def test_every_link_points_to_an_event_of_the_case(told: Interaction, queue: Queue, at: datetime) -> None:
    queued(told, queue, at)
    seqs = set(Event.objects.filter(case=told.case).values_list("seq", flat=True))
    links = {item.seq for section in bundle_of(told.case, at).sections for item in section.items}
    assert links - {0} <= seqs


def test_what_is_not_known_is_said_in_words(interaction: Interaction, at: datetime) -> None:
    missing = bundle_of(interaction.case, at).missing
    assert "What the customer wants is not clear yet" in missing
    assert "No order, account or other particulars were named" in missing
    assert "No reason was given for the handover" in missing


def test_verification_layer_and_reason_stand_in_the_bundle(
    told: Interaction, queue: Queue, at: datetime
) -> None:
    verify_customer(case=told.case, how="order and postcode fit", evidence_seq=2, by=SYSTEM, at=at)
    set_layer(case=told.case, layer=2, reasons=["a person leads"], by=SYSTEM, at=at)
    queued(told, queue, at)
    told.case.refresh_from_db()
    bundle = bundle_of(told.case, at)
    assert bundle.section("identity").items[0].text == "Verified"
    assert any(item.text == "a person leads" for item in bundle.section("risks").items)
    assert any(item.text == "A person decides on the remedy" for item in bundle.section("why").items)


def test_a_queued_contact_gets_its_bundle_once(told: Interaction, queue: Queue, at: datetime) -> None:
    event = queued(told, queue, at)
    hand_to_queue(event)
    hand_to_queue(event)
    handoff = Handoff.objects.get(case=told.case)
    kept = Event.objects.get(case=told.case, name="handoff.made")
    assert kept.payload["bundle"] == handoff.bundle
    assert (kept.payload["filled"], kept.payload["required"]) == (handoff.filled, len(SECTIONS))
    assert kept.payload["basis_seq"] == event.seq


def test_the_second_passing_has_a_bundle_of_its_own(told: Interaction, queue: Queue, at: datetime) -> None:
    first = make_handoff(interaction=told, basis_seq=1, reason="first", to="Care", by=SYSTEM, at=at)
    second = make_handoff(interaction=told, basis_seq=2, reason="second", to="Ama", by=SYSTEM, at=at)
    assert first.pk != second.pk
    assert panel_of(told.case).to == "Ama"


def test_the_panel_is_one_element_with_links_and_an_opening_to_use(
    told: Interaction, queue: Queue, at: datetime
) -> None:
    hand_to_queue(queued(told, queue, at))
    html = render_to_string("assist/handoffs/_panel.html", {"panel": panel_of(told.case)}).strip()
    assert html.startswith('<section id="panel-handoffs"')
    assert html.endswith("</section>")
    assert f'href="#e{Turn.objects.get(interaction=told, position=2).seq}"' in html
    assert "You need not repeat anything." in html
    assert 'data-behavior="use-text"' in html


def test_before_any_handoff_the_panel_is_an_empty_element(interaction: Interaction) -> None:
    html = render_to_string("assist/handoffs/_panel.html", {"panel": panel_of(interaction.case)})
    assert html.strip().startswith('<section id="panel-handoffs"')
    assert "hidden" in html
