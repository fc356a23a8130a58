from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client

from assist.suggestions.actions import suggest_replies
from assist.suggestions.live import show_panel
from assist.suggestions.models import Suggestion
from cases.casefiles.models import Case
from cases.interactions.models import Interaction, Turn
from cases.people.models import User

pytestmark = pytest.mark.usefixtures("content")
HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def turn(connected: Interaction, says: Callable[..., Turn]) -> Turn:
    Case.objects.filter(pk=connected.case_id).update(intent="damaged_on_arrival", layer=2)
    return says(connected, "My monitor arrived cracked. Can I have a replacement or my money back?")


@pytest.fixture
def suggestion(turn: Turn, at: datetime) -> Suggestion:
    return suggest_replies(turn=turn, at=at)[0]


@pytest.fixture
def browser(client: Client, agent: User) -> Client:
    client.force_login(agent)
    return client


def test_using_answers_with_the_panel_and_as_json_with_the_text(
    browser: Client, suggestion: Suggestion
) -> None:
    panel = browser.post(f"/suggestions/{suggestion.pk}/use/", **HTMX)
    assert b'id="panel-suggestions"' in panel.content
    assert b"in the message box" in panel.content
    answer = browser.post(f"/suggestions/{suggestion.pk}/use/", headers={"Accept": "application/json"})
    assert answer.json() == {"id": suggestion.pk, "text": suggestion.body}


def test_a_plain_form_leads_back_to_the_case(browser: Client, suggestion: Suggestion) -> None:
    answer = browser.post(f"/suggestions/{suggestion.pk}/use/")
    assert answer.status_code == 302
    assert str(suggestion.case.number) in answer["Location"]


@pytest.mark.parametrize("address", ["/suggestions/{}/use/", "/suggestions/{}/dismissal/"])
def test_an_agent_of_another_team_finds_nothing(
    client: Client, stranger: User, suggestion: Suggestion, address: str
) -> None:
    client.force_login(stranger)
    assert client.post(address.format(suggestion.pk), {"reason": "not_now"}).status_code == 404
    assert client.post("/suggestions/", {"case": suggestion.case_id}).status_code == 404
    assert client.get(f"/suggestions/cases/{suggestion.case_id}/saved-replies/").status_code == 404


def test_a_reviewer_may_look_but_not_use(client: Client, reviewer: User, suggestion: Suggestion) -> None:
    client.force_login(reviewer)
    assert client.post(f"/suggestions/{suggestion.pk}/use/").status_code == 403


def test_an_overtaken_one_is_refused_with_words(
    browser: Client, connected: Interaction, suggestion: Suggestion, says: Callable[..., Turn]
) -> None:
    says(connected, "Are you there?")
    answer = browser.post(f"/suggestions/{suggestion.pk}/use/", headers={"Accept": "application/json"})
    assert answer.status_code == 409
    assert answer.json()["code"] == "suggestion_retired"


def test_dismissing_and_undoing(browser: Client, suggestion: Suggestion) -> None:
    address = f"/suggestions/{suggestion.pk}/dismissal/"
    assert browser.post(address, {"reason": "bored"}, **HTMX).status_code == 422
    dismissed = browser.post(address, {"reason": "already_covered"}, **HTMX)
    assert b"Dismissed: already covered" in dismissed.content
    restored = browser.delete(address, **HTMX)
    assert f'id="suggestion-{suggestion.pk}"'.encode() in restored.content


def test_asking_brings_a_reply_on_demand(browser: Client, agent: User, turn: Turn) -> None:
    User.objects.filter(pk=agent.pk).update(assist_mode="quiet")
    answer = browser.post("/suggestions/", {"case": turn.case_id}, **HTMX)
    assert b"Suggested reply" in answer.content
    assert Suggestion.objects.filter(is_asked=True).exists()


def test_what_the_socket_pushes_is_what_the_action_answered(browser: Client, suggestion: Suggestion) -> None:
    answered = browser.post(f"/suggestions/{suggestion.pk}/use/", **HTMX).content.decode().strip()
    event = suggestion.case.events.order_by("seq").last()
    assert show_panel(event)[0].html == answered


def test_the_card_names_sources_reasons_and_what_was_not_checked(suggestion: Suggestion) -> None:
    event = suggestion.case.events.filter(name="suggestion.shown").last()
    html = show_panel(event)[0].html
    for words in (
        "Backed by",
        "Why this?",
        "Prompted by",
        "Not checked",
        "Reviewed 3 Nov 2026",
        "Wrong tone",
    ):
        assert words in html


def test_saved_replies_come_filled_and_those_of_the_intent_first(browser: Client, turn: Turn) -> None:
    page = browser.get(f"/suggestions/cases/{turn.case_id}/saved-replies/", {"q": ""}).content.decode()
    assert page.index("/keep-box") < page.index("/hello")
    assert "Hello Maya, this is Ama." in page
    assert "{{refund.amount}}" in page
