from datetime import datetime

import pytest
from django.test import Client

from cases.casefiles.models import Case
from cases.events.models import Event
from cases.people.models import User
from qa.replay.queries import replay_at
from qa.replay.rules import Past, knowledge_at, standing_at

pytestmark = pytest.mark.django_db


def past(seq: int, name: str, kind: str = "system", who: str = "AgentDesk", **payload: object) -> Past:
    return Past(seq, name, name, kind, who, datetime(2026, 1, 1), payload)


STORY = [
    past(1, "interaction.opened", "customer", "Maya"),
    past(2, "turn.received", "customer", "Maya"),
    past(3, "tool_call.succeeded", "ai_agent", "AI agent"),
    past(4, "interaction.queued", queue_name="Care"),
    past(5, "turn.received", "customer", "Maya"),
    past(6, "interaction.connected", "agent", "Ama", agent_name="Ama"),
    past(7, "turn.sent", "agent", "Ama"),
]


def seen(until: int) -> dict[str, tuple[int, bool]]:
    return {actor.name: (actor.seen, actor.is_present) for actor in knowledge_at(STORY[:until])}


def test_the_customer_knows_only_what_was_written() -> None:
    assert seen(3)["Maya"] == (1, True)


def test_the_ai_agent_knows_nothing_that_came_after_it_handed_over() -> None:
    assert seen(7)["AI agent"] == (3, False)


def test_an_agent_gets_the_whole_timeline_with_the_contact() -> None:
    assert "Ama" not in seen(5)
    assert seen(7)["Ama"] == (7, True)


def test_the_standing_is_that_of_the_moment() -> None:
    assert standing_at(STORY[:3]).answered_by == "AI agent"
    assert standing_at(STORY[:4]).answered_by == "Waiting in Care"
    assert standing_at(STORY).answered_by == "Ama"


def test_the_replay_shows_the_words_of_a_turn_and_that_the_chain_holds(closed: Case) -> None:
    first = Event.objects.filter(case=closed, name="turn.received").first()
    assert first is not None
    replay = replay_at(closed, first.seq)
    assert replay.step is not None
    assert (replay.step.text, replay.step.is_sound, replay.faults) == ("My monitor is broken.", True, 0)
    assert (replay.previous, replay.next) == (first.seq - 1, first.seq + 1)


def test_a_place_out_of_range_is_brought_into_range(closed: Case) -> None:
    assert replay_at(closed, 0).seq == 1
    assert replay_at(closed, 10_000).seq == replay_at(closed).last


def test_the_page_steps_through_the_timeline(client: Client, reviewer: User, closed: Case) -> None:
    client.force_login(reviewer)
    html = client.get(f"/reviews/cases/{closed.number}/replay/?at=2").content.decode()
    assert "Event 2 of" in html
    part = client.get(f"/reviews/cases/{closed.number}/replay/?at=3", HTTP_HX_REQUEST="true").content.decode()
    assert part.startswith('<div class="replay" id="replay" data-at="3">')


def test_only_who_may_see_the_audit_trail_plays_it_back(
    client: Client, agent: User, knowledge_manager: User, supervisor: User, closed: Case
) -> None:
    for person, status in ((agent, 403), (knowledge_manager, 403), (supervisor, 200)):
        client.force_login(person)
        assert client.get(f"/reviews/cases/{closed.number}/replay/").status_code == status
