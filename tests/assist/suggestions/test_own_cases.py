"""What this desk learns from its own closed cases never tells one customer of another."""

from collections.abc import Callable, Iterator
from datetime import datetime

import pytest

from assist.providers.embeddings import embed
from assist.registry.actions import add_version, promote
from assist.registry.serving import forget
from assist.registry.timelines import conversation_of_case
from assist.suggestions import engine
from assist.suggestions.ranking.fitting import learn_replies
from assist.suggestions.ranking.masking import words_of
from cases.casefiles.models import Case
from cases.customers.actions import find_or_create_customer
from cases.events.actors import SYSTEM, Actor
from cases.events.models import Event
from cases.interactions.actions import open_interaction, post_turn
from cases.interactions.models import Interaction, Turn
from cases.interactions.passing import connect_agent, queue_interaction
from cases.people.models import Team, User
from cases.routing.models import Queue

Says = Callable[..., Turn]
PEOPLE = [
    ("Nora Quist", "61001", "Velvet sofa", "£310.00"),
    ("Omar Reyes", "61002", "Oak table", "£89.90"),
    ("Pia Stone", "61003", "Brass lamp", "£45.50"),
    ("Quentin Udo", "61004", "Wool rug", "£129.00"),
]
OWN = {
    "number": "70007",
    "items": [{"title": "Steel desk"}],
    "total": "12.00",
    "currency": "GBP",
    "status": "dispatched",
}


@pytest.fixture
def contact(team: Team, queue: Queue, agent: User, at: datetime) -> Callable[[str], Interaction]:
    def open_for(name: str) -> Interaction:
        customer = find_or_create_customer(channel="chat", address=name, name=name, at=at)
        by = Actor.customer(customer)
        interaction = open_interaction(
            customer=customer, channel="chat", by=by, at=at, external_id=name, team=team
        )
        queue_interaction(interaction=interaction, queue=queue, reason="asked", by=Actor.of(agent), at=at)
        connect_agent(interaction=interaction, agent=agent, by=Actor.of(agent), at=at)
        interaction.refresh_from_db()
        return interaction

    return open_for


@pytest.fixture
def learned(
    contact: Callable[[str], Interaction],
    says: Says,
    agent: User,
    returned: Callable[..., Event],
    at: datetime,
) -> Iterator[None]:
    """A model of eight past contacts, in which agents named people, orders, things and amounts."""
    cases: list[Case] = []
    for number, (name, order, item, total) in enumerate(PEOPLE * 2):
        interaction = contact(f"{name} {number}")
        first = name.split()[0]
        says(interaction, f"Hi, {name} here. Where is my {item.lower()}?")
        bought = {"number": order, "items": [{"title": item}], "total": total[1:], "currency": "GBP"}
        returned(interaction.case, "find_order", {**bought, "status": "dispatched"})
        texts = (
            f"Hi {first}, your {item} of order {order} is dispatched.",
            f"You paid {total}, {first}. Anything else that I can do for you?",
            "Thank you for writing to us today.",
        )
        for place, text in enumerate(texts):
            says(interaction, f"And then? {place}")
            post_turn(
                interaction=interaction, text=text, by=Actor.of(agent), at=at, external_id=f"{number}-{place}"
            )
        cases.append(interaction.case)
    model = learn_replies([conversation_of_case(case) for case in cases], embed=embed, seed=1)
    made = add_version(
        kind="replies",
        artefact=model.to_bytes(),
        figures={},
        dataset={},
        code_version="1",
        seed=1,
        by=SYSTEM,
        at=at,
    )
    promote(version=made, reason="Try it", by=SYSTEM, at=at)
    forget()
    yield
    forget()


@pytest.mark.usefixtures("content", "learned")
def test_the_next_customer_reads_only_of_their_own(
    contact: Callable[[str], Interaction], says: Says, returned: Callable[..., Event], at: datetime
) -> None:
    interaction = contact("Zelda Young")
    says(interaction, "Hi, Zelda here. Where is my desk?")
    turn = says(interaction, "And then? 0")
    returned(interaction.case, "find_order", OWN)
    bodies = [each.body for each in engine.candidates_for(turn, at=at) if each.key.startswith("past:")]
    assert "Hi Zelda, your Steel desk of order 70007 is dispatched." in bodies
    private = {word for row in PEOPLE for value in row for word in words_of(value)}
    assert not private & {word for body in bodies for word in words_of(body)}
