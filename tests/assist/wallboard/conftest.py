import itertools
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from cases.customers.actions import find_or_create_customer
from cases.events.actors import AI_AGENT, Actor
from cases.interactions.actions import open_interaction
from cases.interactions.models import Interaction
from cases.interactions.passing import close_interaction, connect_agent, queue_interaction
from cases.people.models import User
from cases.routing.models import Queue

Contact = Callable[..., Interaction]
_numbers = itertools.count(1)


@pytest.fixture
def contact(queue: Queue, agent: User, at: datetime) -> Contact:
    """`contact(waited=12, ago=600, ends="answered" | "abandoned" | "waiting" | "talking")`, times in
    seconds."""

    def make(*, waited: int = 0, ago: int = 600, ends: str = "waiting", channel: str = "chat") -> Interaction:
        number = next(_numbers)
        began = at - timedelta(seconds=ago)
        customer = find_or_create_customer(
            channel=channel, address=f"floor-{number}", name="Maya Lindqvist", at=began
        )
        by = Actor.customer(customer)
        interaction = open_interaction(
            customer=customer,
            channel=channel,
            by=by,
            at=began,
            external_id=f"floor-{number}",
            team=queue.team,
        )
        queue_interaction(interaction=interaction, queue=queue, reason="asked", by=AI_AGENT, at=began)
        after = began + timedelta(seconds=waited)
        if ends == "abandoned":
            close_interaction(interaction=interaction, by=by, at=after, abandoned=True)
        if ends in ("answered", "talking"):
            connect_agent(interaction=interaction, agent=agent, by=Actor.of(agent), at=after)
        if ends == "answered":
            close_interaction(interaction=interaction, by=Actor.of(agent), at=after + timedelta(seconds=120))
        interaction.refresh_from_db()
        return interaction

    return make
