"""A card number is written wherever words can be written, in every shape; then every table is searched for it."""

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone

from agentdesk.columns import MACHINE, our_tables
from assist.desk.models import Draft
from assist.handoffs.models import Handoff
from assist.knowledge.actions import load_article
from assist.knowledge.files import parse_article
from assist.understanding.actions import understand_turn
from cases.casefiles.actions import note_on, resolve_case
from cases.channels.widget.actions import set_up_site
from cases.channels.widget.models import WidgetSite
from cases.customers.models import Customer
from cases.events.actors import SYSTEM, Actor, ActorKind
from cases.events.queries import verify_chain
from cases.followups.actions import plan_follow_up
from cases.interactions.actions import open_interaction, post_turn, receive_turn
from cases.interactions.models import Interaction, Turn
from cases.people.models import ApiKey, Team, User
from cases.redaction.guarding import is_guarded
from cases.routing.models import Queue
from tests.cases.channels.widget.conftest import Visitor
from tests.flows.redaction.scanning import survivors
from tests.flows.redaction.shapes import AMEX, NUMBER, SHAPES

pytestmark = pytest.mark.django_db
WORDS = (models.CharField, models.TextField, models.JSONField, ArrayField)


@pytest.mark.parametrize("shape", SHAPES)
def test_a_number_in_the_customers_words_is_kept_nowhere(
    shape: str, connected: Interaction, agent: User, at: datetime
) -> None:
    text = f"Please charge {SHAPES[shape]} for the lamp."
    by = Actor.customer(connected.case.customer)
    turn = receive_turn(interaction=connected, text=text, external_id="t-1", by=by, at=at)
    understand_turn(turn=turn, at=at)
    post_turn(
        interaction=connected, text=f"Is it {SHAPES[shape]}?", by=Actor.of(agent), at=at, external_id="a-1"
    )
    note_on(
        case=connected.case, text=f"Paid with {SHAPES[shape]}", by=Actor.of(agent), at=at, external_id="n-1"
    )
    assert survivors(NUMBER, AMEX) == []
    assert turn.redacted_kinds


def test_a_number_in_any_field_of_the_api_is_kept_nowhere(client: Any, team: Team) -> None:
    _, secret = ApiKey.issue(f"key of {NUMBER}", ["read", "write"], team=team)
    headers = {"authorization": f"Bearer {secret}"}
    contact = {
        "external_id": NUMBER,
        "channel": "messaging",
        "address": NUMBER,
        "name": f"Maya {SHAPES['dashed']}",
    }
    contact["email"] = f"{NUMBER}@example.com"
    ids = []
    for _ in range(2):
        answer = client.post(
            "/api/v1/interactions/", contact, headers=headers, content_type="application/json"
        )
        assert answer.status_code == 201
        ids.append(answer.json()["id"])
    assert ids[0] == ids[1], "idempotent by an id that is not kept as it came"
    turn = {"external_id": SHAPES["dashed"], "text": SHAPES["spaced"]}
    path = f"/api/v1/interactions/{ids[0]}/turns/"
    for _ in range(2):
        assert client.post(path, turn, headers=headers, content_type="application/json").status_code == 201
    assert Turn.objects.filter(interaction=ids[0]).count() == 1
    assert survivors(NUMBER) == []


def test_a_number_in_any_field_of_the_widget_is_kept_nowhere(queue: Queue, settle: Callable[[], int]) -> None:
    set_up_site(key="fjordlight", name="Fjordlight", allowed_origins=["self"], queue=queue)
    visitor = Visitor(WidgetSite.objects.get(key="fjordlight"))
    visitor.open(name=SHAPES["spaced"], email=f"{NUMBER}@example.com")
    for place, shape in enumerate(("bare", "spoken", "full width")):
        assert visitor.says(f"It is {SHAPES[shape]}", f"message-{place:04}").status_code == 200
    settle()
    assert survivors(NUMBER) == []
    assert NUMBER not in visitor.ask("GET", "turns/?after=0").text


def test_two_ids_that_hold_card_numbers_stay_two(customer: Customer, at: datetime) -> None:
    by = Actor.customer(customer)
    first, second = (
        open_interaction(customer=customer, channel="chat", by=by, at=at, external_id=number)
        for number in (NUMBER, "5555555555554444")
    )
    assert first.pk != second.pk
    assert first.external_id != second.external_id


def test_a_number_in_names_titles_drafts_and_reasons_is_kept_nowhere(
    connected: Interaction, agent: User, at: datetime
) -> None:
    case, by = connected.case, Actor(ActorKind.AGENT, str(agent.pk), f"Ama {SHAPES['spaced']}")
    note_on(case=case, text="A note", by=by, at=at, external_id=SHAPES["dashed"])
    plan_follow_up(case=case, title=f"Charge {SHAPES['spoken']}", due_on=at.date(), key=NUMBER, by=by, at=at)
    Draft.objects.create(case=case, user=agent, mode=Draft.Mode.REPLY, text=SHAPES["circled"], saved_at=at)
    Handoff.objects.create(
        case=case, interaction=connected, reason=f"Card {SHAPES['full width']}", to=f"desk {NUMBER}", basis_seq=1, filled=1, required=1,
        bundle={"facts": [{"value": SHAPES["spaced"], "n": int(NUMBER)}]}, made_at=at,
    )  # fmt: skip
    resolve_case(case=case, outcome=f"Paid with {SHAPES['spaced']}", by=by, at=at)
    assert survivors(NUMBER) == []
    case.refresh_from_db()
    assert verify_chain(case) == [], "what was signed is what is kept"


def test_a_number_in_an_imported_article_is_kept_nowhere_and_its_tables_stay(at: datetime) -> None:
    table = "| 10.00 | 20.00 | 30.00 | 40.00 | 50.00 |"
    front = f"title: Paying with {NUMBER}\naudience: public\nreviewed: 2026-11-03\nids: [KB-{NUMBER}]\nsynonyms: ['{NUMBER}']"
    source = f"---\n{front}\n---\nTest with {SHAPES['spaced']}.\n\n## Fees\n\n{table}\n"
    article = load_article(parse_article("paying-by-card", source), by=SYSTEM, at=at)
    assert table in article.body
    assert survivors(NUMBER) == []


def test_a_number_sent_in_pieces_is_taken_out_of_all_of_them(connected: Interaction) -> None:
    by = Actor.customer(connected.case.customer)
    said = ("my card is 4242 4242", "and then 4242", "the last four are 4242, thanks")
    for number, text in enumerate(said):
        receive_turn(interaction=connected, text=text, external_id=f"t-{number}", by=by, at=timezone.now())
    texts = list(connected.turns.order_by("seq").values_list("text", flat=True))
    assert not re.search("4242", " ".join(texts))
    assert texts[2] == "the last four are [card number removed], thanks"
    assert all("card number" in turn.redacted_kinds for turn in connected.turns.all())


def test_two_numbers_that_are_no_card_are_left_in_their_messages(connected: Interaction) -> None:
    by = Actor.customer(connected.case.customer)
    for number, text in enumerate(("order 58213", "07700 900123", "It's 4242", "5813 8472")):
        receive_turn(interaction=connected, text=text, external_id=f"t-{number}", by=by, at=timezone.now())
    assert [turn.redacted_kinds for turn in connected.turns.order_by("seq")] == [[], [], [], []]


def _columns() -> list[Any]:
    return [
        field
        for table in our_tables()
        for field in table._meta.concrete_fields
        if isinstance(field, WORDS)
        and not field.primary_key
        and not getattr(field, "base_field", field).choices
    ]


def test_every_column_that_holds_words_takes_card_numbers_out_or_is_listed() -> None:
    open_ones = {f"{f.model._meta.label}.{f.name}" for f in _columns() if not is_guarded(f)}
    assert open_ones <= MACHINE
    for field in (field for field in _columns() if is_guarded(field)):
        words = getattr(field, "base_field", field)
        value: Any = (
            [{NUMBER: NUMBER, "n": int(NUMBER)}] if isinstance(words, models.JSONField) else f"a {NUMBER}"
        )
        assert NUMBER not in str(words.get_prep_value(value)), field


def test_columns_take_numbers_out_whichever_way_they_are_written(customer: Customer, at: datetime) -> None:
    Customer.objects.bulk_create(
        [Customer(name=NUMBER, created_at=at), Customer(phone=NUMBER, created_at=at)]
    )
    Customer.objects.filter(pk=customer.pk).update(name=SHAPES["spaced"])
    customer.email = f"{NUMBER}@example.com"
    customer.save(update_fields=["email"])
    assert NUMBER not in customer.email, "the object in memory equals what a reload shows"
    assert survivors(NUMBER) == []


def test_a_phone_number_in_the_international_form_stays(customer: Customer) -> None:
    customer.phone = "+4915112345678"
    customer.save()
    customer.refresh_from_db()
    assert customer.phone == "+4915112345678"
