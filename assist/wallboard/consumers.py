"""The floor's socket: hints come in, at most one morph a second goes out."""

import asyncio
import contextlib
from typing import Any
from urllib.parse import parse_qs

from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncJsonWebsocketConsumer

from assist.wallboard.live import EVERYWHERE, frame_for
from cases.live import floor_group
from cases.live.sockets import LeanSocket
from cases.people.permissions import Permission

FORBIDDEN = 4403
FOLD_SECONDS = 1.0
REFRESH_SECONDS = 3.0


class FloorConsumer(LeanSocket, AsyncJsonWebsocketConsumer):
    """Folds hints. Without any it refreshes after three seconds, because waiting times grow by themselves."""

    pushing: asyncio.Task[None] | None = None

    async def connect(self) -> None:
        self.user = self.scope.get("user")
        if not await self._may_watch():
            await self.close(FORBIDDEN)
            return
        self.is_wall = parse_qs(self.scope["query_string"].decode()).get("wall") == ["1"]
        self.changed = asyncio.Event()
        await self.channel_layer.group_add(floor_group(EVERYWHERE), self.channel_name)
        await self.accept()
        self.pushing = asyncio.create_task(self._push())

    async def disconnect(self, code: int) -> None:
        if self.pushing:
            self.pushing.cancel()
            with contextlib.suppress(asyncio.CancelledError, Exception):
                await self.pushing
        await self.channel_layer.group_discard(floor_group(EVERYWHERE), self.channel_name)

    async def floor_changed(self, message: dict[str, Any]) -> None:
        self.changed.set()

    async def _push(self) -> None:
        while await self._may_watch():
            await self.send_json(await database_sync_to_async(frame_for)(self.user, self.is_wall))
            self.changed.clear()
            await asyncio.sleep(FOLD_SECONDS)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self.changed.wait(), REFRESH_SECONDS - FOLD_SECONDS)
        await self.close(FORBIDDEN)

    @database_sync_to_async
    def _may_watch(self) -> bool:
        """Asked before every push: the right may have ended."""
        user = self.user
        if user is None or not user.is_authenticated:
            return False
        user.refresh_from_db(fields=["role", "is_active", "team"])
        return bool(user.can(Permission.WATCH_FLOOR))
