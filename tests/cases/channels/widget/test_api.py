from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from cases.channels.widget.models import WidgetConversation, WidgetSite
from cases.customers.models import Customer
from cases.events.actors import AI_AGENT, Actor
from cases.interactions.actions import post_turn
from cases.interactions.events import PersonAsked
from cases.interactions.models import Interaction, Turn
from cases.interactions.passing import close_interaction, connect_agent, queue_interaction
from cases.live import valkey
from cases.people.models import User
from cases.routing.models import Queue
from tests.cases.channels.widget.conftest import API, Visitor

pytestmark = pytest.mark.django_db


def test_opening_makes_a_chat_with_the_ai_agent(visitor: Visitor) -> None:
    interaction = visitor.row.interaction
    assert (interaction.channel, interaction.owner) == ("chat", "ai_agent")
    assert interaction.case.customer.email == "maya@example.com"
    assert interaction.case.team == visitor.site.queue.team  # type: ignore[union-attr]


def test_opening_again_resumes_the_open_conversation(visitor: Visitor) -> None:
    before = visitor.conversation
    assert visitor.open()["conversation"] == before
    assert WidgetConversation.objects.count() == 1


def test_after_the_end_opening_begins_a_new_conversation_of_the_same_customer(visitor: Visitor) -> None:
    before = visitor.conversation
    visitor.ask("POST", "closure/")
    assert visitor.open()["conversation"] != before
    assert Customer.objects.count() == 1


def test_an_email_is_a_claim_and_joins_no_customers(
    visitor: Visitor, new_visitor: Callable[[], Visitor]
) -> None:
    new_visitor().open(email="maya@example.com")
    assert Customer.objects.filter(email="maya@example.com").count() == 2


def test_the_same_message_twice_arrives_once(visitor: Visitor) -> None:
    first, second = visitor.says("Where is my order?"), visitor.says("Where is my order?")
    assert (first.status_code, first.json()) == (200, second.json())
    assert Turn.objects.count() == 1


def test_a_message_that_arrived_is_confirmed_even_after_the_end(visitor: Visitor) -> None:
    visitor.says("Thanks")
    visitor.ask("POST", "closure/")
    assert visitor.says("Thanks").status_code == 200
    assert visitor.says("One more thing", "message-2").status_code == 409


def test_turns_after_a_position_are_in_order_and_say_who_spoke(visitor: Visitor, at: datetime) -> None:
    visitor.says("Hello")
    interaction = visitor.row.interaction
    post_turn(
        interaction=interaction,
        text="We open at nine.",
        by=AI_AGENT,
        at=at,
        external_id="ai-1",
        sources=[{"title": "Opening hours", "url": "/x"}],
    )
    told = visitor.ask("GET", "turns/?after=0").json()
    assert [(t["position"], t["speaker"], t["client_id"]) for t in told["turns"]] == [
        (1, "customer", "message-1"),
        (2, "ai", ""),
    ]
    assert told["turns"][1]["sources"] == ["Opening hours"]
    assert (told["more"], told["state"]["last"]) == (False, 2)
    assert [t["position"] for t in visitor.ask("GET", "turns/?after=1").json()["turns"]] == [2]


def test_asking_for_a_person_is_recorded_once(visitor: Visitor) -> None:
    assert visitor.ask("POST", "person/").status_code == 200
    assert visitor.ask("POST", "person/").status_code == 200
    assert visitor.row.interaction.case.events.named(PersonAsked).count() == 1


def test_the_state_names_the_place_in_the_queue_and_then_the_person(
    visitor: Visitor, new_visitor: Callable[[], Visitor], queue: Queue, agent: User, at: datetime
) -> None:
    by = Actor.of(agent)
    for each in (ahead := new_visitor(), visitor):
        if each is ahead:
            each.open()
        queue_interaction(interaction=each.row.interaction, queue=queue, reason="asked", by=by, at=at)
    Interaction.objects.filter(pk=ahead.row.interaction_id).update(queued_at=at.replace(year=at.year - 1))
    state = visitor.ask("GET", "").json()["state"]
    assert (state["answers"], state["place"]) == ("waiting", 2)
    connect_agent(interaction=visitor.row.interaction, agent=agent, by=by, at=at)
    state = visitor.ask("GET", "").json()["state"]
    assert (state["answers"], state["name"], state["place"]) == ("person", "Ama", 0)


def test_leaving_while_waiting_counts_as_abandoned(
    visitor: Visitor, queue: Queue, agent: User, at: datetime
) -> None:
    by = Actor.of(agent)
    queue_interaction(interaction=visitor.row.interaction, queue=queue, reason="asked", by=by, at=at)
    assert visitor.ask("POST", "closure/").json()["state"]["answers"] == "closed"
    assert visitor.row.interaction.state == "abandoned"


def test_a_closed_conversation_says_so(visitor: Visitor, at: datetime) -> None:
    close_interaction(interaction=visitor.row.interaction, by=AI_AGENT, at=at)
    assert visitor.ask("GET", "").json()["state"]["answers"] == "closed"


def test_another_visitor_cannot_read_or_write(visitor: Visitor, new_visitor: Callable[[], Visitor]) -> None:
    stranger = new_visitor()
    stranger.open()
    stranger.conversation = visitor.conversation
    assert stranger.ask("GET", "turns/").status_code == 404
    assert stranger.says("Hello there").status_code == 404
    assert stranger.ask("POST", "person/").status_code == 404


@pytest.mark.parametrize("token", ["", "forged", "shop/0123456789abcdef:1a2b3c:AAAA"])
def test_without_a_valid_token_nothing_is_told(visitor: Visitor, token: str) -> None:
    assert visitor.ask("GET", "", HTTP_AUTHORIZATION=f"Bearer {token}").status_code == 401


def test_a_foreign_origin_is_refused(visitor: Visitor) -> None:
    answer = visitor.ask("POST", "person/", HTTP_ORIGIN="https://evil.example")
    assert (answer.status_code, answer.json()["code"]) == (403, "foreign_origin")


def test_an_unknown_or_sleeping_site_opens_nothing(site: WidgetSite) -> None:
    client = Client()
    assert client.post(API, {"site": "other"}, content_type="application/json").status_code == 404
    WidgetSite.objects.update(is_active=False)
    assert client.post(API, {"site": "shop"}, content_type="application/json").status_code == 404


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"client_id": "message-1", "text": "x" * 4001}, 422, "text_too_long"),
        ({"client_id": "message-1", "text": "  "}, 422, "text_empty"),
        ({"client_id": "short", "text": "Hello"}, 400, "unreadable_call"),
        ({"text": "Hello"}, 400, "unreadable_call"),
        ("[1]", 400, "unreadable_call"),
        ("{", 400, "unreadable_call"),
    ],
)
def test_what_cannot_be_taken_is_refused_in_words(
    visitor: Visitor, body: Any, status: int, code: str
) -> None:
    answer = visitor.ask("POST", "turns/", body)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.json()["message"].endswith(".")


def test_writing_too_fast_is_refused_with_the_seconds_to_wait(visitor: Visitor, settings: Any) -> None:
    from cases.channels.widget.rules import Limit

    settings.WIDGET_LIMITS = {"write": Limit(2, 3600)}
    answers = [visitor.says("Hello", f"message-{n}") for n in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert 0 < int(answers[2]["Retry-After"]) <= 3600


@pytest.fixture
def no_valkey(settings: Any) -> Iterator[None]:
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    valkey.cache_clear()
    yield
    valkey.cache_clear()


@pytest.mark.usefixtures("no_valkey")
def test_without_redis_the_customer_is_not_held_up(visitor: Visitor) -> None:
    assert visitor.says("Is anybody there?").status_code == 200


def test_no_answer_is_kept_by_a_cache(visitor: Visitor) -> None:
    assert visitor.ask("GET", "")["Cache-Control"] == "no-store"


def test_reading_turns_takes_few_queries_however_many_there_are(
    visitor: Visitor, django_assert_max_num_queries: Any
) -> None:
    for n in range(12):
        visitor.says("Hello", f"message-{n}")
    with django_assert_max_num_queries(4):
        assert len(visitor.ask("GET", "turns/?after=0").json()["turns"]) == 12


@pytest.mark.parametrize(
    ("about", "kept"),
    [
        ({"name": "Ma\x00ya\n"}, ("Maya", "", "en")),
        ({"language": "\x00"}, ("", "", "en")),
        ({"language": "de-AT"}, ("", "", "de")),
    ],
)
def test_an_introduction_is_kept_without_what_no_name_holds(
    new_visitor: Callable[[], Visitor], about: dict[str, str], kept: tuple[str, str, str]
) -> None:
    visitor = new_visitor()
    visitor.open(**about)
    customer = visitor.row.interaction.case.customer
    assert (customer.name, customer.email, customer.language) == kept


@pytest.mark.parametrize(
    ("body", "status"), [({"site": "shop", "email": "a\x00@example.com"}, 422), ({"site": "shop\x00"}, 404)]
)
def test_control_characters_are_refused_and_no_server_error(
    site: WidgetSite, body: dict[str, str], status: int
) -> None:
    assert Client().post(API, body, content_type="application/json").status_code == status
