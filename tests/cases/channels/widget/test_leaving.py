"""Visitors who close the chat, or whose page is gone while they wait for a person."""

from collections.abc import Callable
from datetime import datetime, timedelta

from cases.channels.widget.actions import abandon_left, leave_conversation
from cases.channels.widget.seeing import GONE_AFTER, note_seen
from cases.events.actors import SYSTEM
from cases.interactions.passing import connect_agent, queue_interaction
from cases.people.models import User
from cases.routing.models import Queue
from tests.cases.channels.widget.conftest import Visitor

SECOND = timedelta(seconds=1)


def test_closing_the_chat_with_the_ai_agent_closes_the_case(visitor: Visitor) -> None:
    visitor.says("What are your opening hours?")
    visitor.ask("POST", "closure/")
    case = visitor.row.interaction.case
    assert (visitor.row.interaction.state, case.state, case.disposition) == ("closed", "closed", "abandoned")


def test_who_waits_with_the_page_open_is_not_abandoned(visitor: Visitor, queue: Queue, at: datetime) -> None:
    queue_interaction(interaction=visitor.row.interaction, queue=queue, reason="asked", by=SYSTEM, at=at)
    assert visitor.ask("GET", "turns/").status_code == 200
    assert abandon_left(at=at + GONE_AFTER - 10 * SECOND) == 0


def test_who_waits_and_whose_page_is_gone_has_abandoned(visitor: Visitor, queue: Queue, at: datetime) -> None:
    queue_interaction(interaction=visitor.row.interaction, queue=queue, reason="asked", by=SYSTEM, at=at)
    assert visitor.ask("GET", "turns/").status_code == 200
    assert abandon_left(at=at + GONE_AFTER + 60 * SECOND) == 1
    assert visitor.row.interaction.state == "abandoned"


def test_those_who_still_wait_hide_nobody_who_is_gone(
    visitor: Visitor, new_visitor: Callable[[], Visitor], queue: Queue, at: datetime
) -> None:
    later, gone = at + GONE_AFTER, new_visitor()
    gone.open()
    for each in (visitor, gone):
        queue_interaction(interaction=each.row.interaction, queue=queue, reason="asked", by=SYSTEM, at=at)
    note_seen(gone.row.interaction_id, at=at)
    note_seen(visitor.row.interaction_id, at=later)
    assert abandon_left(at=later + 60 * SECOND, limit=1) == 1
    assert (visitor.row.interaction.state, gone.row.interaction.state) == ("queued", "abandoned")


def test_whoever_leaves_at_the_moment_an_agent_answers_has_not_abandoned(
    visitor: Visitor, queue: Queue, agent: User, at: datetime
) -> None:
    queue_interaction(interaction=visitor.row.interaction, queue=queue, reason="asked", by=SYSTEM, at=at)
    as_it_was = visitor.row
    connect_agent(interaction=visitor.row.interaction, agent=agent, by=SYSTEM, at=at)
    leave_conversation(conversation=as_it_was, by=SYSTEM, at=at)
    assert visitor.row.interaction.state == "closed"
