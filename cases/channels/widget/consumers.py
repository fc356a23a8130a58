"""The visitor's socket: frames out, nothing in. What it misses the frame fetches by HTTP."""

import asyncio
import contextlib
from typing import Any

from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncJsonWebsocketConsumer
from django.utils import timezone

from cases.channels.widget.models import WidgetConversation
from cases.channels.widget.queries import state_of
from cases.channels.widget.rules import is_own_origin
from cases.channels.widget.seeing import note_seen
from cases.channels.widget.tokens import conversation_of
from cases.live import widget_group
from cases.live.sockets import LeanSocket

BEAT_SECONDS = 15
UNKNOWN = 4404


class WidgetConsumer(LeanSocket, AsyncJsonWebsocketConsumer):
    """Joins the group of one conversation and sends its state at once and with every beat."""

    group = ""
    beat: asyncio.Task[None] | None = None

    async def connect(self) -> None:
        self.conversation_id = conversation_of(self.scope["url_route"]["kwargs"]["ticket"])
        conversation = await self._conversation() if self.conversation_id and self._is_own() else None
        if conversation is None:
            await self.close(UNKNOWN)
            return
        self.group = widget_group(conversation.interaction_id)
        await self.channel_layer.group_add(self.group, self.channel_name)
        await self.accept()
        self.beat = asyncio.create_task(self._keep_beating())

    async def disconnect(self, code: int) -> None:
        if self.beat:
            self.beat.cancel()
            with contextlib.suppress(asyncio.CancelledError, Exception):
                await self.beat
        if self.group:
            await self.channel_layer.group_discard(self.group, self.channel_name)

    async def widget_frame(self, message: dict[str, Any]) -> None:
        await self.send_json(message["frame"])

    async def _keep_beating(self) -> None:
        while conversation := await self._conversation():
            await self.send_json({"state": await database_sync_to_async(_seen)(conversation)})
            await asyncio.sleep(BEAT_SECONDS)

    @database_sync_to_async
    def _conversation(self) -> WidgetConversation | None:
        known = WidgetConversation.objects.select_related("interaction__agent")
        return known.filter(pk=str(self.conversation_id)).first()

    def _is_own(self) -> bool:
        headers = {name.decode(): value.decode("latin-1") for name, value in self.scope["headers"]}
        return is_own_origin(headers.get("origin"), headers.get("host", ""))


def _seen(conversation: WidgetConversation) -> dict[str, Any]:
    """How things stand, for a page that is there."""
    note_seen(conversation.interaction_id, at=timezone.now())
    return state_of(conversation)
