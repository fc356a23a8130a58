"""The console's socket with the real channel layer."""

import asyncio
import json
from collections.abc import Callable, Coroutine
from typing import Any

import pytest
from asgiref.sync import async_to_sync, sync_to_async
from channels.layers import channel_layers
from channels.testing import WebsocketCommunicator
from django.utils import timezone

from assist.desk.consumers import NOT_ALLOWED, SIGNED_OUT, DeskConsumer
from cases.casefiles.models import Case
from cases.events.actors import Actor
from cases.interactions.passing import queue_interaction
from cases.people.models import Team
from cases.routing.actions import set_presence
from cases.routing.models import Presence

pytestmark = pytest.mark.django_db(transaction=True)


def socket_of(user: Any, **query: int) -> WebsocketCommunicator:
    asked = "&".join(f"{key}={value}" for key, value in query.items())
    socket = WebsocketCommunicator(DeskConsumer.as_asgi(), f"/ws/desk/?{asked}")
    socket.scope["user"] = user
    return socket


def run(story: Callable[[], Coroutine[Any, Any, None]]) -> None:
    channel_layers.backends.clear()  # a layer belongs to one event loop
    async_to_sync(story)()


async def until(socket: WebsocketCommunicator, wanted: Callable[[dict[str, Any]], Any]) -> dict[str, Any]:
    while True:
        message = json.loads(await socket.receive_from(timeout=5))
        if wanted(message):
            return message


def is_turn(message: dict[str, Any]) -> bool:
    return "turn cust" in message.get("content", "") and message["stream"].startswith("case:")


def test_a_turn_reaches_the_open_page_as_a_numbered_frame(agent, connected, says):
    after = connected.case.last_seq

    async def story() -> None:
        socket = socket_of(agent, case=connected.case_id, after=after)
        await socket.connect()
        await until(socket, lambda m: "beat" in m)
        turn = await sync_to_async(says)(connected, "It is cracked")
        frame = await until(socket, is_turn)
        assert (frame["stream"], frame["seq"]) == (f"case:{connected.case_id}", turn.seq)
        assert "It is cracked" in frame["content"]
        await socket.disconnect()

    run(story)


def test_a_page_that_comes_back_gets_what_it_missed(agent, connected, says):
    after = connected.case.last_seq
    seqs = [says(connected, f"Word {number}").seq for number in range(3)]

    async def story() -> None:
        socket = socket_of(agent, case=connected.case_id, after=after)
        await socket.connect()
        assert [(await until(socket, is_turn))["seq"] for _ in seqs] == seqs
        await socket.disconnect()

    run(story)


def test_the_beat_tells_the_true_end_and_marks_the_person_as_seen(agent, connected, at):
    set_presence(user=agent, state="break", at=at)
    Presence.objects.filter(user=agent).update(seen_at=None)
    last = Case.objects.get(pk=connected.case_id).last_seq

    async def story() -> None:
        socket = socket_of(agent, case=connected.case_id, after=0)
        await socket.connect()
        beat = await until(socket, lambda m: "beat" in m)
        assert beat["beat"] == {f"case:{connected.case_id}": last}
        await socket.disconnect()

    run(story)
    assert Presence.objects.get(user=agent).is_seen(timezone.now())


def test_an_offer_changes_the_desk_without_a_case_open(agent, interaction, queue, at, settle):
    set_presence(user=agent, state="available", at=at)

    async def story() -> None:
        socket = socket_of(agent)
        await socket.connect()
        await until(socket, lambda m: "beat" in m)
        await sync_to_async(queue_interaction)(
            interaction=interaction, queue=queue, reason="asked", by=Actor.of(agent), at=timezone.now()
        )
        await sync_to_async(settle)()
        frame = await until(socket, lambda m: "data-offer" in m.get("content", ""))
        assert frame["stream"] == "desk"
        await socket.disconnect()

    run(story)


def test_who_is_signed_out_or_a_stranger_is_told_so_and_sees_nothing(stranger, connected):
    from django.contrib.auth.models import AnonymousUser

    async def story() -> None:
        for user, code in ((AnonymousUser(), SIGNED_OUT), (stranger, NOT_ALLOWED)):
            socket = socket_of(user, case=connected.case_id, after=0)
            await socket.connect()
            closing = await socket.receive_output(timeout=5)
            assert (closing["type"], closing["code"]) == ("websocket.close", code)

    run(story)


def test_the_socket_leaves_when_the_right_ends(agent, colleague, connected, monkeypatch):
    monkeypatch.setattr("assist.desk.consumers.BEAT_SECONDS", 0.05)

    async def story() -> None:
        socket = socket_of(colleague, case=connected.case_id, after=0)
        await socket.connect()
        await until(socket, lambda m: "beat" in m)
        colleague.team = await Team.objects.acreate(name="Elsewhere")
        await colleague.asave()
        gone = await until(socket, lambda m: "gone" in m)
        assert gone == {"gone": "/"}

    run(story)


def test_two_people_on_a_case_see_each_other(agent, colleague, connected):
    async def story() -> None:
        first = socket_of(agent, case=connected.case_id, after=0)
        await first.connect()
        await until(first, lambda m: "beat" in m)
        second = socket_of(colleague, case=connected.case_id, after=0)
        await second.connect()
        seen = await until(first, lambda m: "viewing" in m)
        assert seen["viewing"]["name"] == colleague.name
        answered = await until(second, lambda m: "viewing" in m)
        assert answered["viewing"]["id"] == agent.pk
        await second.disconnect()
        assert (await until(first, lambda m: "left" in m))["left"]["id"] == colleague.pk
        await first.disconnect()

    run(story)


def test_many_hints_make_one_picture(agent, connected, says):
    async def story() -> None:
        socket = socket_of(agent)
        await socket.connect()
        await until(socket, lambda m: "beat" in m)
        for number in range(5):
            await sync_to_async(says)(connected, f"Word {number}")
        frame = await until(socket, lambda m: "Word 4" in m.get("content", ""))
        assert frame["stream"] == "desk"
        await asyncio.sleep(0)
        await socket.disconnect()

    run(story)
