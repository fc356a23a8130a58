"""Every socket is knocked at as everybody, through the whole application: as nobody, as each role, from a foreign page."""

from typing import Any

import pytest
from asgiref.sync import async_to_sync
from channels.layers import channel_layers
from channels.testing import WebsocketCommunicator
from django.test import Client

from agentdesk.asgi import application
from agentdesk.sockets import SOCKETS
from cases.people.permissions import Permission
from cases.people.roles import ROLES, Role

# Who is let in: a permission, everybody who is signed in, or whoever holds a ticket of their own.
SIGNED_IN, TICKET = "signed in", "ticket"
WHO: dict[str, str] = {
    "ws/desk/": SIGNED_IN,  # shows what the person may see, which may be nothing but the beat
    "ws/floor/": Permission.WATCH_FLOOR,
    "ws/widget/<str:ticket>/": TICKET,
}
OWN, FOREIGN = "http://testserver", "https://elsewhere.example"
ADDRESSES = [str(socket.pattern) for socket in SOCKETS]
SIGNED = [address for address in ADDRESSES if WHO.get(address) != TICKET]
pytestmark = pytest.mark.django_db(transaction=True)


def is_let_in(address: str, user: Any = None, origin: str = OWN) -> bool:
    """Whether the socket opens and says something before it closes."""
    channel_layers.backends.clear()  # a layer belongs to one event loop
    headers = [(b"host", b"testserver"), (b"origin", origin.encode())]
    if user:
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        headers.append((b"cookie", f"sessionid={client.cookies['sessionid'].value}".encode()))
    return bool(async_to_sync(_knock)("/" + address.replace("<str:ticket>", "made-up"), headers))


async def _knock(path: str, headers: list[tuple[bytes, bytes]]) -> bool:
    socket = WebsocketCommunicator(application, path, headers)
    is_open, _ = await socket.connect(timeout=5)
    if not is_open:
        return False
    first = await socket.receive_output(timeout=5)
    await socket.disconnect()
    return bool(first["type"] == "websocket.send")


def is_allowed(role: Role, address: str) -> bool:
    return WHO[address] == SIGNED_IN or WHO[address] in ROLES[role]


def test_every_socket_says_who_is_let_in() -> None:
    assert sorted(ADDRESSES) == sorted(WHO), "a new socket must be named here with who may come in"


@pytest.mark.parametrize("address", ADDRESSES)
def test_nobody_is_let_in_anywhere(address: str) -> None:
    assert not is_let_in(address)


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("address", SIGNED)
def test_a_role_is_let_in_where_its_permissions_say_so(
    address: str, role: Role, request: pytest.FixtureRequest
) -> None:
    assert is_let_in(address, request.getfixturevalue(role.value)) is is_allowed(role, address)


@pytest.mark.parametrize("address", SIGNED)
def test_a_foreign_page_is_let_in_nowhere(address: str, supervisor: Any) -> None:
    assert is_let_in(address, supervisor)
    assert not is_let_in(address, supervisor, origin=FOREIGN)


@pytest.mark.parametrize("address", SIGNED)
def test_who_has_left_is_let_in_nowhere(address: str, supervisor: Any) -> None:
    supervisor.is_active = False
    supervisor.save()
    assert not is_let_in(address, supervisor)
