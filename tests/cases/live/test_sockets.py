"""A frame goes to its handler at once, and no thread is visited for it."""

import asyncio
import threading
from typing import Any

import pytest
from channels.generic.websocket import AsyncWebsocketConsumer

from cases.live.sockets import LeanSocket


class Socket(LeanSocket, AsyncWebsocketConsumer):
    def __init__(self) -> None:
        super().__init__()
        self.seen: list[Any] = []

    async def frame(self, message: dict[str, Any]) -> None:
        self.seen.append(message["frame"])


def test_a_frame_reaches_its_handler_without_a_thread() -> None:
    async def send() -> tuple[list[Any], int]:
        socket, before = Socket(), threading.active_count()
        await socket.dispatch({"type": "frame", "frame": {"seq": 7}})
        return socket.seen, threading.active_count() - before

    assert asyncio.run(send()) == ([{"seq": 7}], 0)


def test_what_nobody_handles_is_told() -> None:
    with pytest.raises(ValueError, match=r"no handler .* rumour"):
        asyncio.run(Socket().dispatch({"type": "rumour"}))
