"""The next state can be chosen while on a contact."""

from datetime import timedelta

import pytest
from django.urls import reverse

from assist.desk.tasks import follow_next_states
from cases.events.actors import SYSTEM, Actor
from cases.interactions.actions import open_interaction
from cases.interactions.passing import close_interaction, queue_interaction, start_wrap_up
from cases.routing.actions import choose_next_state, set_presence, take_next_state
from cases.routing.models import Presence
from cases.routing.offering import offer_next

State = Presence.State


@pytest.fixture
def busy(connected, agent, at):
    """The agent, available and on a contact."""
    set_presence(user=agent, state=State.AVAILABLE, at=at)
    return agent


def presence(user):
    return Presence.objects.get(user=user)


def test_what_is_chosen_during_a_contact_waits_for_its_end(busy, at):
    choose_next_state(user=busy, state=State.MEAL, at=at)
    assert (presence(busy).state, presence(busy).next_state) == ("available", "meal")
    assert not take_next_state(user_id=busy.pk, at=at)


def test_without_a_contact_it_holds_at_once(agent, at):
    set_presence(user=agent, state=State.AVAILABLE, at=at)
    choose_next_state(user=agent, state=State.BREAK, at=at)
    assert (presence(agent).state, presence(agent).next_state) == ("break", "")


def test_the_wrap_up_counts_as_contact_and_its_end_brings_the_next_state(busy, connected, settle, at):
    choose_next_state(user=busy, state=State.MEAL, at=at)
    start_wrap_up(interaction=connected, by=Actor.of(busy), at=at)
    assert not take_next_state(user_id=busy.pk, at=at)
    close_interaction(interaction=connected, by=Actor.of(busy), at=at)
    settle()
    assert (presence(busy).state, presence(busy).next_state) == ("meal", "")


def test_who_is_about_to_leave_is_offered_nothing_new(busy, connected, queue, customer, team, at):
    by = Actor.customer(customer)
    other = open_interaction(customer=customer, channel="chat", by=by, at=at, external_id="second", team=team)
    queue_interaction(interaction=other, queue=queue, reason="asked", by=SYSTEM, at=at)
    choose_next_state(user=busy, state=State.MEAL, at=at)
    assert offer_next(interaction=other, at=at) is None
    choose_next_state(user=busy, state=State.AVAILABLE, at=at)
    assert presence(busy).next_state == ""
    assert offer_next(interaction=other, at=at) is not None


def test_setting_a_presence_at_once_takes_the_choice_back(busy, at):
    choose_next_state(user=busy, state=State.MEAL, at=at)
    set_presence(user=busy, state=State.AVAILABLE, at=at)
    assert presence(busy).next_state == ""


def test_the_sweep_finds_who_lost_the_last_contact_by_a_transfer(busy, connected, queue, at):
    choose_next_state(user=busy, state=State.MEAL, at=at)
    assert follow_next_states(at=at) == 0
    queue_interaction(interaction=connected, queue=queue, reason="transfer", by=Actor.of(busy), at=at)
    assert follow_next_states(at=at + timedelta(seconds=5)) == 1
    assert presence(busy).state == "meal"


def test_the_menu_offers_it_during_a_contact_only(busy, connected, client, at):
    client.force_login(busy)
    page = client.get(reverse("desk:console")).content.decode()
    assert "After this contact" in page
    client.post(reverse("desk:presence"), {"next_state": "meal"})
    assert presence(busy).next_state == "meal"
    assert "Available, then meal" in client.get(reverse("desk:console")).content.decode()
    close_interaction(interaction=connected, by=Actor.of(busy), at=at)
    assert "After this contact" not in client.get(reverse("desk:console")).content.decode()


def test_there_is_no_such_next_state(busy, client):
    client.force_login(busy)
    assert client.post(reverse("desk:presence"), {"next_state": "asleep"}).status_code in (400, 422)
