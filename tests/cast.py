"""The named cast and the few verbs that most tests need, as fixtures. Loaded as a plugin by tests/conftest.py."""

import itertools
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.utils import timezone

from cases.customers.actions import find_or_create_customer
from cases.customers.models import Customer
from cases.events.actors import Actor
from cases.events.dispatch import run_then
from cases.events.models import Event
from cases.interactions.actions import open_interaction, receive_turn
from cases.interactions.models import Interaction, Turn
from cases.interactions.passing import connect_agent, queue_interaction
from cases.people.models import Team, User
from cases.people.roles import Role
from cases.routing.models import Membership, Queue

_numbers = itertools.count(1)


@pytest.fixture
def at() -> datetime:
    return timezone.now()


@pytest.fixture
def team(db: None) -> Team:
    return Team.objects.create(name="Customer care")


@pytest.fixture
def queue(team: Team) -> Queue:
    return Queue.objects.create(slug="care", name="Customer care chat", team=team, is_default=True)


def person(name: str, role: Role, team: Team | None) -> User:
    email = f"{name.split()[0].lower()}@fjordlight.example"
    return User.objects.create_user(email, "correct horse battery", name=name, role=role, team=team)


@pytest.fixture
def agent(team: Team, queue: Queue) -> User:
    user = person("Ama Boateng", Role.AGENT, team)
    Membership.objects.create(user=user, queue=queue, level=2)
    return user


@pytest.fixture
def colleague(team: Team, queue: Queue) -> User:
    user = person("Priya Nair", Role.AGENT, team)
    Membership.objects.create(user=user, queue=queue, level=1)
    return user


@pytest.fixture
def supervisor(team: Team) -> User:
    return person("Jun Okada", Role.SUPERVISOR, team)


@pytest.fixture
def reviewer(team: Team) -> User:
    return person("Leila Haddad", Role.REVIEWER, team)


@pytest.fixture
def knowledge_manager(team: Team) -> User:
    return person("Tomasz Wilk", Role.KNOWLEDGE_MANAGER, team)


@pytest.fixture
def administrator(db: None) -> User:
    return person("Ingrid Solberg", Role.ADMINISTRATOR, None)


@pytest.fixture
def stranger(db: None) -> User:
    """An agent of another team."""
    return person("Sam Ortiz", Role.AGENT, Team.objects.create(name="Trade desk"))


@pytest.fixture
def customer(db: None, at: datetime) -> Customer:
    return find_or_create_customer(
        channel="chat",
        address="visitor-maya",
        name="Maya Lindqvist",
        email="maya.lindqvist@example.com",
        at=at,
    )


@pytest.fixture
def interaction(customer: Customer, team: Team, at: datetime) -> Interaction:
    """A chat of the customer, with the AI agent."""
    return open_interaction(
        customer=customer,
        channel="chat",
        by=Actor.customer(customer),
        at=at,
        external_id=f"contact-{next(_numbers)}",
        team=team,
    )


@pytest.fixture
def says(at: datetime) -> Callable[..., Turn]:
    """`says(interaction, "text")`: the customer's next turn."""

    def say(interaction: Interaction, text: str, **fields: Any) -> Turn:
        external_id = fields.pop("external_id", f"turn-{next(_numbers)}")
        by = Actor.customer(interaction.case.customer)
        return receive_turn(
            interaction=interaction,
            text=text,
            external_id=external_id,
            by=by,
            at=fields.pop("at", timezone.now()),
        )

    return say


@pytest.fixture
def connected(interaction: Interaction, queue: Queue, agent: User, at: datetime) -> Interaction:
    """The chat after the agent took it."""
    by = Actor.of(agent)
    queue_interaction(interaction=interaction, queue=queue, reason="asked for a person", by=by, at=at)
    connect_agent(interaction=interaction, agent=agent, by=by, at=at)
    interaction.refresh_from_db()
    return interaction


@pytest.fixture
def settle() -> Callable[[], int]:
    """Runs the background reactions of all events, and of the events they record, until nothing is left."""

    def run() -> int:
        count = 0
        while event_ids := list(Event.objects.undispatched().order_by("pk").values_list("pk", flat=True)):
            for event_id in event_ids:
                run_then(event_id)
            count += len(event_ids)
            left = set(Event.objects.undispatched().values_list("pk", flat=True))
            assert not left & set(event_ids), "a background reaction failed, see the log"
        return count

    return run
