"""Visitors who close the chat, or whose page is gone while they wait for a person."""

from datetime import datetime, timedelta

from cases.channels.widget.actions import abandon_left
from cases.channels.widget.seeing import GONE_AFTER
from cases.events.actors import SYSTEM
from cases.interactions.passing import queue_interaction
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
