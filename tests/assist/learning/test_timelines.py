"""This desk's own closed cases are conversations like any other."""

import pytest

from assist.learning.datasets import conversations_of
from assist.learning.refusals import AlreadyImported, NoClosedCases
from assist.learning.timelines import closed_conversations, dataset_from_timeline
from cases.casefiles.models import Case
from cases.events.actors import SYSTEM, Actor
from cases.interactions.actions import post_turn

pytestmark = pytest.mark.django_db


@pytest.fixture
def closed_case(connected, says, agent, at):
    says(connected, "My lamp arrived broken")
    connected.refresh_from_db()
    post_turn(
        interaction=connected,
        text="I send a new one",
        by=Actor.of(agent),
        at=at,
        external_id="t-1",
        basis_seq=None,
    )
    Case.objects.filter(pk=connected.case_id).update(state=Case.State.CLOSED, intent="damaged_on_arrival")
    return Case.objects.get(pk=connected.case_id)


def test_a_closed_case_tells_what_was_said_in_order(closed_case):
    (one,) = closed_conversations()
    assert one.customer not in (str(closed_case.customer_id), closed_case.customer.name)
    assert one.tasks == ("damaged_on_arrival",)
    assert [(t.speaker, t.text, t.typed) for t in one.turns] == [
        ("customer", "My lamp arrived broken", False), ("agent", "I send a new one", True),
    ]  # fmt: skip


def test_a_data_set_of_the_desk_is_made_once_until_more_cases_close(closed_case, at):
    dataset = dataset_from_timeline(by=SYSTEM, at=at)
    assert (dataset.source, dataset.counts["conversations"]) == ("timeline", 1)
    assert conversations_of([dataset])[0].id == str(closed_case.number)
    with pytest.raises(AlreadyImported):
        dataset_from_timeline(by=SYSTEM, at=at)


def test_without_a_closed_case_there_is_nothing_to_learn_from(interaction, at):
    with pytest.raises(NoClosedCases):
        dataset_from_timeline(by=SYSTEM, at=at)
