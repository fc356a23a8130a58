"""A visitor of the widget, by its HTTP interface. A call that fails for a moment is made again with the
same key."""

import asyncio
import uuid
from dataclasses import dataclass, field
from typing import Any

import httpx

from agentdesk.demo.customers.scripts import Persona

ATTEMPTS = 8


class ChatOver(Exception):
    """The desk closed the chat, or does not know it any more."""


@dataclass
class ChatVisitor:
    http: httpx.AsyncClient
    site: str
    token: str = ""
    conversation: str = ""
    last: int = 0
    state: dict[str, Any] = field(default_factory=dict)

    async def open(self, persona: Persona) -> None:
        told = await self._call(
            "POST", "", {"site": self.site, "name": persona.name, "email": persona.email, "language": "en"}
        )
        self.token, self.conversation, self.state = told["token"], told["conversation"], told["state"]

    async def say(self, text: str) -> None:
        await self._call("POST", "turns/", {"client_id": uuid.uuid4().hex, "text": text})

    async def types(self) -> None:
        await self._call("POST", "typing/", {})

    async def ask_for_person(self) -> None:
        self.state = (await self._call("POST", "person/", {}))["state"]

    async def leave(self) -> None:
        await self._call("POST", "closure/", {})

    async def hear(self) -> list[tuple[str, str]]:
        """What was answered since the last time: (ai or person, text). Raises ChatOver when the chat has
        ended."""
        told = await self._call("GET", f"turns/?after={self.last}", None)
        self.state = told["state"]
        for turn in told["turns"]:
            self.last = turn["position"]
        heard = [
            (turn["speaker"], turn["text"]) for turn in told["turns"] if turn["speaker"] in ("ai", "person")
        ]
        if self.state["answers"] == "closed" and not heard:
            raise ChatOver
        return heard

    @property
    def waits_for_person(self) -> bool:
        return bool(self.state.get("answers") == "waiting")

    async def _call(self, method: str, what: str, body: Any) -> dict[str, Any]:
        path = f"/widget/api/conversations/{self.conversation + '/' if self.conversation else ''}{what}"
        headers = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        for attempt in range(ATTEMPTS):
            wait = 0.5 * 2**attempt
            try:
                answer = await self.http.request(method, path, json=body, headers=headers)
            except httpx.HTTPError:
                await asyncio.sleep(wait)
                continue
            if answer.is_success:
                told: dict[str, Any] = answer.json()
                return told
            if answer.status_code in (401, 404, 409):
                raise ChatOver
            await asyncio.sleep(float(answer.headers.get("Retry-After", wait)))
        raise ChatOver
