from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from asgiref.sync import async_to_sync, sync_to_async
from channels.routing import URLRouter
from channels.testing import WebsocketCommunicator

from cases.channels.widget.live import tell_agent_types
from cases.channels.widget.routing import websocket_urlpatterns
from cases.channels.widget.tokens import socket_ticket
from tests.cases.channels.widget.conftest import Visitor

pytestmark = pytest.mark.django_db(transaction=True)
OWN = [(b"host", b"testserver"), (b"origin", b"http://testserver")]


def with_socket(
    ticket: str,
    story: Callable[[Any], Awaitable[None]] | None = None,
    headers: list[tuple[bytes, bytes]] = OWN,
) -> bool:
    """Opens the socket, runs the story on it, closes it; whether it opened."""

    async def run() -> bool:
        socket = WebsocketCommunicator(URLRouter(websocket_urlpatterns), f"/ws/widget/{ticket}/", headers)
        opened, _ = await socket.connect(timeout=3)
        if opened and story:
            await story(socket)
        await socket.disconnect()
        return bool(opened)

    return async_to_sync(run)()


def test_the_socket_says_at_once_how_things_stand_and_then_brings_turns_with_their_positions(
    visitor: Visitor,
) -> None:
    async def story(socket: Any) -> None:
        state = (await socket.receive_json_from(timeout=3))["state"]
        assert (state["answers"], state["last"]) == ("ai", 0)
        await sync_to_async(visitor.says)("Where is my order?")
        frame = await socket.receive_json_from(timeout=3)
        assert (frame["seq"], frame["turn"]["text"]) == (1, "Where is my order?")

    assert with_socket(socket_ticket(visitor.conversation), story)


def test_the_socket_brings_a_change_of_who_answers(visitor: Visitor) -> None:
    async def story(socket: Any) -> None:
        await socket.receive_json_from(timeout=3)
        await sync_to_async(visitor.ask)("POST", "closure/")
        assert (await socket.receive_json_from(timeout=3))["state"]["answers"] == "closed"

    assert with_socket(socket_ticket(visitor.conversation), story)


def test_an_agent_who_writes_is_named_by_the_first_name(visitor: Visitor) -> None:
    interaction_id = visitor.row.interaction_id

    async def story(socket: Any) -> None:
        await socket.receive_json_from(timeout=3)
        await sync_to_async(tell_agent_types)(interaction_id, "Ama Boateng")
        assert await socket.receive_json_from(timeout=3) == {"typing": "Ama"}

    assert with_socket(socket_ticket(visitor.conversation), story)


@pytest.mark.parametrize("headers", [[(b"host", b"testserver"), (b"origin", b"https://evil.example")]])
def test_a_foreign_page_cannot_open_it(visitor: Visitor, headers: list[tuple[bytes, bytes]]) -> None:
    assert not with_socket(socket_ticket(visitor.conversation), headers=headers)


def test_a_forged_ticket_opens_nothing(visitor: Visitor) -> None:
    assert not with_socket("forged")
    assert not with_socket(visitor.conversation)
