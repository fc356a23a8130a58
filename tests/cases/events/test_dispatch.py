"""What follows from an event: one part that fails stops neither the change nor the other parts."""

import pytest
from django.utils import timezone

from cases.casefiles.actions import note_on
from cases.events import dispatch
from cases.events.actors import Actor

pytestmark = pytest.mark.django_db


def test_a_reaction_that_fails_is_logged_and_the_next_one_runs(connected, agent, monkeypatch):
    told = []

    def broken(event):
        raise ConnectionError("the broker is away")

    reaction = dispatch.Reaction(tell=[broken, told.append])
    monkeypatch.setattr(dispatch, "reaction_of", lambda fact: reaction)
    note = note_on(case=connected.case, text="Kept", by=Actor.of(agent), at=timezone.now(), external_id="n1")
    event = connected.case.events.get(seq=note.seq)
    dispatch.dispatch(event)
    assert told == [event]
