from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from assist.wrapup.models import WrapUp
from assist.wrapup.queries import panel_of
from cases.events.actors import Actor
from cases.interactions.models import Interaction
from cases.interactions.passing import start_wrap_up
from cases.live import fragment, frames_after
from cases.people.models import User
from cases.routing.models import Queue

FORM = {
    "disposition": "resolved",
    "disposition_reason": "Replacement sent",
    "text": "Replacement agreed.",
    "follow-up-0-title": "Check the delivery",
    "follow-up-0-due-on": "2026-11-27",
    "follow-up-1-title": "",
    "follow-up-1-due-on": "",
}
HTMX = {"HX-Request": "true"}


@pytest.fixture
def wrap_up(
    connected: Interaction, says: Callable[..., Any], agent: User, at: datetime, settle: Callable[[], int]
) -> WrapUp:
    Queue.objects.update(wrap_up_mode="timed")
    says(connected, "My monitor arrived with a cracked screen.")
    start_wrap_up(interaction=connected, by=Actor.of(agent), at=at)
    settle()
    return WrapUp.objects.select_related("case").get(interaction=connected)


def post(client: Client, user: User, name: str, wrap_up: WrapUp, **changes: str) -> Any:
    client.force_login(user)
    return client.post(reverse(name, args=[wrap_up.pk]), {**FORM, **changes}, headers=HTMX)


def test_the_card_shows_the_draft_with_its_evidence(client: Client, agent: User, wrap_up: WrapUp) -> None:
    client.force_login(agent)
    page = client.get(reverse("wrap-up", args=[wrap_up.pk])).content.decode()
    assert "monitor arrived with a cracked screen" in page
    assert 'href="#e' in page
    assert "+60 s" in page


def test_typing_is_saved_and_the_answer_carries_the_next_version(
    client: Client, agent: User, wrap_up: WrapUp
) -> None:
    answer = post(client, agent, "wrap-up-draft", wrap_up, version="0")
    assert 'name="version" value="1"' in answer.content.decode()
    wrap_up.refresh_from_db()
    assert [row["title"] for row in wrap_up.follow_ups] == ["Check the delivery"]


def test_an_outdated_window_is_told_so(client: Client, agent: User, wrap_up: WrapUp) -> None:
    post(client, agent, "wrap-up-draft", wrap_up, version="0")
    assert post(client, agent, "wrap-up-draft", wrap_up, version="0").status_code == 409


def test_more_time_answers_with_the_clock(client: Client, agent: User, wrap_up: WrapUp) -> None:
    before = wrap_up.clock.ends_at
    answer = post(client, agent, "wrap-up-extension", wrap_up)
    wrap_up.refresh_from_db()
    assert 'id="wrapup-clock"' in answer.content.decode()
    assert wrap_up.clock.ends_at > before  # type: ignore[operator]


def test_confirming_answers_with_the_confirmed_card(client: Client, agent: User, wrap_up: WrapUp) -> None:
    page = post(client, agent, "wrap-up-confirmation", wrap_up).content.decode()
    assert "Confirmed" in page
    assert "Check the delivery" in page


def test_a_save_that_is_still_on_its_way_does_not_stop_the_press(
    client: Client, agent: User, wrap_up: WrapUp
) -> None:
    post(client, agent, "wrap-up-draft", wrap_up, version="0")
    assert post(client, agent, "wrap-up-confirmation", wrap_up, version="0").status_code == 200


def test_without_script_the_same_form_works(client: Client, agent: User, wrap_up: WrapUp) -> None:
    client.force_login(agent)
    answer = client.post(reverse("wrap-up-confirmation", args=[wrap_up.pk]), FORM)
    assert (answer.status_code, answer["Location"]) == (302, reverse("wrap-up", args=[wrap_up.pk]))


@pytest.mark.parametrize(
    "wrong", [{"disposition": "splendid"}, {"follow-up-0-due-on": "soon"}, {"follow-up-0-kind": "party"}]
)
def test_what_is_not_valid_is_said(
    client: Client, agent: User, wrap_up: WrapUp, wrong: dict[str, str]
) -> None:
    assert post(client, agent, "wrap-up-confirmation", wrap_up, **wrong).status_code == 422


def test_the_summary_so_far_can_be_looked_at(client: Client, agent: User, wrap_up: WrapUp) -> None:
    client.force_login(agent)
    page = client.get(reverse("wrap-up-preview", args=[wrap_up.case_id])).content.decode()
    assert "cracked screen" in page


NAMES = ["wrap-up-draft", "wrap-up-extension", "wrap-up-confirmation"]


@pytest.mark.parametrize("name", NAMES)
def test_a_colleague_may_read_and_not_write(
    client: Client, colleague: User, wrap_up: WrapUp, name: str
) -> None:
    assert post(client, colleague, name, wrap_up).status_code == 403
    assert client.get(reverse("wrap-up", args=[wrap_up.pk])).status_code == 200


@pytest.mark.parametrize("name", NAMES)
def test_a_stranger_finds_nothing(client: Client, stranger: User, wrap_up: WrapUp, name: str) -> None:
    assert post(client, stranger, name, wrap_up).status_code == 404
    assert client.get(reverse("wrap-up", args=[wrap_up.pk])).status_code == 404
    assert client.get(reverse("wrap-up-preview", args=[wrap_up.case_id])).status_code == 404


@pytest.mark.parametrize("name", ["wrap-up", "wrap-up-preview"])
def test_others_are_sent_away(client: Client, knowledge_manager: User, wrap_up: WrapUp, name: str) -> None:
    path = reverse(name, args=[wrap_up.pk])
    assert client.get(path).status_code == 302
    client.force_login(knowledge_manager)
    assert client.get(path).status_code == 403


def test_what_comes_over_the_socket_is_what_a_reload_shows(wrap_up: WrapUp) -> None:
    frames = frames_after(wrap_up.case, 0)
    html = fragment("assist/wrapup/_panel.html", panel=panel_of(wrap_up.case))
    assert frames
    assert any(html in frame["content"] for frame in frames)


def test_a_case_without_wrap_up_has_an_empty_place(interaction: Interaction) -> None:
    html = fragment("assist/wrapup/_panel.html", panel=panel_of(interaction.case))
    assert html.startswith('<section class="card" id="panel-wrapup" aria-label="Wrap-up" hidden>')
