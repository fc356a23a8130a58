"""Whoever is offered nothing is told so, and why, and comes back with one press."""

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.routing.actions import set_presence
from cases.routing.models import Presence

STATES = {"unresponsive": "Offers ran out unanswered", "offline": "You are offline"}


@pytest.fixture
def desk(client, agent):
    client.force_login(agent)
    set_presence(user=agent, state="available", at=timezone.now())
    return lambda: client.get(reverse("desk:console")).text


@pytest.mark.parametrize(("state", "words"), STATES.items())
def test_who_is_offered_nothing_reads_why_and_comes_back(desk, client, agent, state, words):
    Presence.objects.filter(user=agent).update(state=state, missed_in_a_row=2)
    assert words in desk()
    answer = client.post(reverse("desk:presence"), {"state": "available"}, headers={"HX-Request": "true"})
    assert 'id="worklist"' in answer.text
    assert 'id="standing"' not in answer.text
    presence = Presence.objects.get(user=agent)
    assert (presence.state, presence.missed_in_a_row) == ("available", 0)


@pytest.mark.parametrize("state", ["available", "break"])
def test_who_chose_their_presence_is_left_alone(desk, agent, state):
    set_presence(user=agent, state=state, at=timezone.now())
    assert 'id="standing"' not in desk()
