"""The socket of the console: joins groups, forwards frames, keeps the beat. Nothing comes in."""

import asyncio
import contextlib
import json
import random
from typing import Any
from urllib.parse import parse_qs

from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncWebsocketConsumer

from assist.desk import screens
from cases.live import case_group, desk_group
from cases.live.sockets import LeanSocket

BEAT_SECONDS = 10
# Many events at once change the same panels: one picture shows them all. An offer is urgent, a line of the list is not.
PICTURE_AFTER, PREVIEW_AFTER = 0.05, 1.0
SIGNED_OUT, NOT_ALLOWED = 4401, 4403


class DeskConsumer(LeanSocket, AsyncWebsocketConsumer):
    screen: screens.Screen | None = None
    shown = ""

    async def connect(self) -> None:
        self.tasks: dict[str, asyncio.Task[None]] = {}
        self.joined: list[str] = []
        self.is_changed, self.is_urgent = asyncio.Event(), asyncio.Event()
        self.lines: set[int] = set()
        self.newest = 0  # the event behind the newest of them
        await self.accept()
        asked = {
            key: int(v[0])
            for key, v in parse_qs(self.scope["query_string"].decode()).items()
            if v[0].isdecimal()
        }
        user = self.scope["user"]
        if not user.is_authenticated:
            await self.close(SIGNED_OUT)
            return
        self.screen = await database_sync_to_async(screens.screen_of)(user.pk, asked.get("case", 0))
        if self.screen is None:
            await self.close(NOT_ALLOWED)
            return
        await self._join(self.screen)
        await self._catch_up(self.screen, asked.get("after", 0))
        self.tasks["beat"] = asyncio.create_task(self._keep_beating())
        self.tasks["picture"] = asyncio.create_task(self._keep_drawing())

    async def disconnect(self, code: int) -> None:
        # First the groups: a task cancelled in the middle of a command leaves its connection unusable.
        with contextlib.suppress(Exception):
            await self._sign("left")
        for group in self.joined:
            await self.channel_layer.group_discard(group, self.channel_name)
        for task in self.tasks.values():
            task.cancel()
        await asyncio.gather(*self.tasks.values(), return_exceptions=True)

    async def frame(self, message: dict[str, Any]) -> None:
        await self.send(json.dumps(message["frame"]))

    async def sign(self, message: dict[str, Any]) -> None:
        """A sign of life of somebody else who has the case open; a newcomer is answered with the own one."""
        if self.screen is None or message["from"] == self.screen.user_id:
            return
        await self.send(json.dumps(message["sign"]))
        if message.get("is_new"):
            await self._sign("viewing")

    async def desk_changed(self, message: dict[str, Any]) -> None:
        if contact := message.get("contact"):
            self.lines.add(contact)
            self.newest = max(self.newest, message["number"])
        else:
            self.is_urgent.set()
        self.is_changed.set()

    async def _join(self, screen: screens.Screen) -> None:
        self.joined = [desk_group(screen.user_id)] + ([case_group(screen.case_id)] if screen.case_id else [])
        for group in self.joined:
            await self.channel_layer.group_add(group, self.channel_name)

    async def _catch_up(self, screen: screens.Screen, after: int) -> None:
        if screen.case_id:
            frames = await database_sync_to_async(screens.missed)(screen, after)
            if frames is None:
                await self.send(json.dumps({"reload": True}))
                return
            for frame in frames:
                await self.send(json.dumps(frame))
            await self._sign("viewing", is_new=True)
        await self._draw(screen)

    async def _keep_drawing(self) -> None:
        while self.screen:
            await self.is_changed.wait()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self.is_urgent.wait(), PREVIEW_AFTER)
            await asyncio.sleep(PICTURE_AFTER)
            await self._draw_changes(self.screen)

    async def _draw_changes(self, screen: screens.Screen) -> None:
        """The whole desk when more than lines of the case list changed, else those lines."""
        is_urgent, lines = self.is_urgent.is_set(), self.lines
        self.is_changed.clear()
        self.is_urgent.clear()
        self.lines = set()
        if is_urgent:
            await self._draw(screen)
        elif screen.is_desk:
            frame = await database_sync_to_async(screens.lines)(screen, lines, number=self.newest)
            if frame["content"]:
                self.shown = ""  # what stands on the page is not the last picture any more
                await self.send(json.dumps(frame))

    async def _draw(self, screen: screens.Screen) -> None:
        picture = await database_sync_to_async(screens.picture)(screen)
        if picture["content"] and picture["content"] != self.shown:
            self.shown = picture["content"]
            await self.send(json.dumps(picture))

    async def _keep_beating(self) -> None:
        # After a restart all consoles come back at once: from then on their beats must not fall together.
        pause = random.uniform(0, BEAT_SECONDS)
        while self.screen:
            beat = await database_sync_to_async(screens.beat)(self.screen)
            if beat is None:
                await self.send(json.dumps({"gone": "/"}))
                await self.close(NOT_ALLOWED)
                return
            await self.send(json.dumps(beat))
            await self._sign("viewing")
            await asyncio.sleep(pause)
            pause = BEAT_SECONDS
            await self._draw(self.screen)

    async def _sign(self, kind: str, *, is_new: bool = False) -> None:
        """Tells the others who look at the case that this person does, or has left."""
        screen = self.screen
        if screen is None or not screen.case_id:
            return
        sign = {kind: {"id": screen.user_id, "name": screen.name, "initials": screen.initials}}
        message = {"type": "sign", "from": screen.user_id, "sign": sign, "is_new": is_new}
        await self.channel_layer.group_send(case_group(screen.case_id), message)
