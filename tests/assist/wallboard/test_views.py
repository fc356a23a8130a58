from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

import pytest
from asgiref.sync import async_to_sync, sync_to_async
from channels.routing import URLRouter
from channels.testing import WebsocketCommunicator
from django.test import Client

from assist.wallboard.actions import watch_floor
from assist.wallboard.live import frame_for, hint_floor
from assist.wallboard.models import FloorAlert, Snooze
from assist.wallboard.routing import websocket_urlpatterns
from cases.people.models import User
from tests.assist.wallboard.conftest import Contact

pytestmark = pytest.mark.django_db


def test_the_floor_shows_figures_with_their_formulas(
    client: Client, supervisor: User, contact: Contact
) -> None:
    contact(ago=100)
    client.force_login(supervisor)
    html = client.get("/floor/").content.decode()
    assert "Longest live wait" in html
    assert "Answered in time ÷ (answered + abandoned − abandoned within 5 s)" in html
    assert "Show as table" in html
    assert "Maya Lindqvist" in html


def test_wall_mode_has_no_controls_and_no_names(
    client: Client, supervisor: User, contact: Contact, at: datetime
) -> None:
    contact(ago=100)
    watch_floor(at=at)
    client.force_login(supervisor)
    html = client.get("/floor/?wall=1").content.decode()
    floor = html[html.index('id="floor"') :]
    assert "Maya" not in floor
    assert "Snooze" not in floor
    assert "Pause updates" not in floor


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("supervisor", 200),
        ("administrator", 200),
        ("agent", 403),
        ("reviewer", 403),
        ("knowledge_manager", 403),
    ],
)
def test_only_who_watches_the_floor_sees_it(client: Client, request: Any, who: str, status: int) -> None:
    client.force_login(request.getfixturevalue(who))
    assert client.get("/floor/").status_code == status


def test_strangers_are_sent_to_sign_in(client: Client) -> None:
    assert client.get("/floor/").status_code == 302


def test_an_alert_is_snoozed_by_a_plain_form(
    client: Client, supervisor: User, contact: Contact, at: datetime
) -> None:
    contact(ago=100)
    watch_floor(at=at)
    client.force_login(supervisor)
    alert = FloorAlert.objects.get()
    assert client.post(f"/floor/alerts/{alert.pk}/snooze/").status_code == 302
    assert Snooze.objects.get().user == supervisor
    assert client.post(f"/floor/alerts/{alert.pk}/settlement/").status_code == 404


def test_an_alert_of_another_team_cannot_be_touched(
    client: Client, stranger: User, contact: Contact, at: datetime
) -> None:
    contact(ago=100)
    watch_floor(at=at)
    stranger.role = "supervisor"
    stranger.save()
    client.force_login(stranger)
    assert client.post(f"/floor/alerts/{FloorAlert.objects.get().pk}/snooze/").status_code == 404


def test_what_the_socket_brings_equals_what_a_reload_shows(
    client: Client, supervisor: User, contact: Contact
) -> None:
    contact(ago=100)
    client.force_login(supervisor)
    page = client.get("/floor/", HTTP_HX_REQUEST="true").content.decode()
    frame = frame_for(supervisor, False)["content"]
    assert _still(page) in _still(frame)


def _still(html: str) -> str:
    """Without what the moment and the request change."""
    import re

    html = re.sub(r'<input type="hidden" name="csrfmiddlewaretoken"[^>]*>', "", html)
    return re.sub(r"\d+:\d\d(:\d\d)?|\d{4}-\d\d-\d\dT[^\"]*", "T", html).strip()


def with_socket(
    user: User | None,
    story: Callable[[Any], Awaitable[None]] | None = None,
    query: str = "",
    origin: bytes = b"http://testserver",
) -> bool:
    async def run() -> bool:
        headers = [(b"origin", origin)]
        socket = WebsocketCommunicator(URLRouter(websocket_urlpatterns), f"/ws/floor/{query}", headers)
        socket.scope["user"] = user
        opened, _ = await socket.connect(timeout=3)
        if opened and story:
            await story(socket)
        await socket.disconnect()
        return bool(opened)

    return async_to_sync(run)()


@pytest.mark.django_db(transaction=True)
def test_the_socket_brings_a_picture_at_once_and_folds_hints(supervisor: User, contact: Contact) -> None:
    contact(ago=100)

    async def story(socket: Any) -> None:
        first = await socket.receive_json_from(timeout=3)
        assert first["stream"] == "floor"
        assert 'hx-target="#floor"' in first["content"]
        for _ in range(20):
            await sync_to_async(hint_floor)(None)
        await socket.receive_json_from(timeout=2)
        assert await socket.receive_nothing(timeout=0.5)

    assert with_socket(supervisor, story)


@pytest.mark.django_db(transaction=True)
def test_an_agent_or_nobody_gets_no_socket(agent: User) -> None:
    assert not with_socket(agent)
    assert not with_socket(None)


@pytest.mark.django_db(transaction=True)
def test_a_page_of_somebody_else_gets_no_socket(supervisor: User) -> None:
    assert not with_socket(supervisor, origin=b"https://evil.example")
