"""What left for a case, and the administrator's page of the model."""

from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from django.test import Client

from assist.providers.language import Material, Question, ask, using
from assist.providers.language.base import ModelMisconfigured, Price
from assist.providers.language.queries import panel_of
from assist.providers.language.scripted import ScriptedModel
from cases.interactions.models import Interaction

pytestmark = pytest.mark.django_db
SCHEMA = {"type": "object", "properties": {"reply": {"type": "string"}}, "required": ["reply"]}


def send(interaction: Interaction, at: datetime, text: str = "Maya here, <b>FJ-58211</b>?") -> None:
    with using(
        ScriptedModel([{"reply": "Hello [NAME_1]"}], host="models.example.com", price=Price(Decimal(1)))
    ):
        ask(Question("reply", "Draft.", [Material("t1", "customer", text)], SCHEMA, interaction.case), at=at)


def test_the_case_shows_what_left_for_it(client: Client, agent, connected, at) -> None:
    send(connected, at)
    client.force_login(agent)
    console = client.get(f"/desk/cases/{connected.case.number}/").text
    assert "What left this desk" in console
    page = client.get(f"/desk/cases/{connected.case.number}/left/").text
    assert "To models.example.com" in console
    assert "[NAME_1] here, &lt;b&gt;[ID_1]&lt;/b&gt;?" in page
    assert "Maya" not in page.split("<h1>")[1]


def test_a_case_of_which_nothing_left_says_so(client: Client, agent, connected) -> None:
    client.force_login(agent)
    assert "Nothing has left" in client.get(f"/desk/cases/{connected.case.number}/left/").text
    assert panel_of(connected.case).times == 0


def test_a_stranger_does_not_see_what_left(client: Client, stranger, connected, at) -> None:
    send(connected, at)
    client.force_login(stranger)
    assert client.get(f"/desk/cases/{connected.case.number}/left/").status_code == 404


def test_the_panel_asks_the_database_once(django_assert_num_queries, connected, at) -> None:
    send(connected, at)
    send(connected, at + timedelta(seconds=1))
    with django_assert_num_queries(1):
        panel = panel_of(connected.case)
    assert (panel.times, panel.hosts) == (2, "models.example.com")


def test_without_a_model_the_page_says_how_to_connect_one(client: Client, administrator) -> None:
    client.force_login(administrator)
    with using(None):
        page = client.get("/settings/language-model/").text
    assert "No language model is connected" in page
    assert "AGENTDESK_LANGUAGE_MODEL_URL" in page


def test_the_page_shows_budget_state_and_failures_and_a_trial_is_one_press(
    client: Client, administrator
) -> None:
    client.force_login(administrator)
    with using(ScriptedModel([ModelMisconfigured("It answered 401.")], host="models.example.com")):
        assert client.post("/settings/language-model/trial/").status_code == 302
        page = client.get("/settings/language-model/").text
    for words in (
        "Left alone for a while",
        "It answered 401.",
        "Tokens this hour",
        "Trial",
        "scripted at models.example.com",
    ):
        assert words in page


@pytest.mark.parametrize("who", ["agent", "supervisor", "reviewer", "knowledge_manager"])
def test_only_an_administrator_sees_it_and_tries_it(client: Client, who: str, request) -> None:
    client.force_login(request.getfixturevalue(who))
    assert client.get("/settings/language-model/").status_code == 403
    assert client.post("/settings/language-model/trial/").status_code == 403


def test_a_stranger_is_sent_to_sign_in(client: Client) -> None:
    assert client.get("/settings/language-model/").status_code == 302
