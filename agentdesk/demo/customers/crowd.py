"""The crowd: who comes next and when, and how one conversation goes."""

import asyncio
import random
from collections.abc import Sequence
from dataclasses import dataclass, field

import httpx
import structlog

from agentdesk.demo.customers.performance import Deed, Performance
from agentdesk.demo.customers.scripts import Script
from agentdesk.demo.customers.visitor import ChatOver, ChatVisitor

log = structlog.get_logger(__name__)
LISTENS_EVERY = 2.5


@dataclass(frozen=True)
class Pace:
    """`most` talk at a time; nobody new comes while `waiting` wait for a person. `hurry` divides every
    pause."""

    every: tuple[float, float] = (20.0, 40.0)
    most: int = 5
    waiting: int = 3
    hurry: float = 1.0


@dataclass
class Crowd:
    http: httpx.AsyncClient
    site: str
    scripts: Sequence[Script]
    chance: random.Random
    pace: Pace = Pace()
    talking: dict[asyncio.Task[None], ChatVisitor] = field(default_factory=dict)
    lately: list[str] = field(default_factory=list)

    async def run(self, limit: int | None = None) -> None:
        """Sends customers until it is cancelled, or until `limit` of them have come and gone."""
        came = 0
        while limit is None or came < limit:
            if self.has_room():
                self._send(self._next_script())
                came += 1
            await self._pause(self.pace.every)
        await asyncio.gather(*self.talking, return_exceptions=True)

    def has_room(self) -> bool:
        waiting = sum(visitor.waits_for_person for visitor in self.talking.values())
        return len(self.talking) < self.pace.most and waiting < self.pace.waiting

    def _next_script(self) -> Script:
        """By weight, and not one of the last three again."""
        fresh = [script for script in self.scripts if script.slug not in self.lately] or list(self.scripts)
        chosen = self.chance.choices(fresh, [script.weight for script in fresh])[0]
        self.lately = [*self.lately, chosen.slug][-3:]
        return chosen

    def _send(self, script: Script) -> None:
        visitor = ChatVisitor(self.http, self.site)
        task = asyncio.create_task(self._play(visitor, script))
        self.talking[task] = visitor
        task.add_done_callback(lambda done: self.talking.pop(done, None))

    async def _play(self, visitor: ChatVisitor, script: Script) -> None:
        log.info("customer_came", script=script.slug, name=script.persona.name)
        try:
            await visitor.open(script.persona)
            await self._talk(visitor, Performance(script, self._now()))
        except ChatOver:
            pass
        log.info("customer_left", script=script.slug, name=script.persona.name)

    async def _talk(self, visitor: ChatVisitor, performance: Performance) -> None:
        deed: Deed | None = performance.opening()
        while deed is None or not await self._does(visitor, performance, deed):
            await self._pause((LISTENS_EVERY, LISTENS_EVERY))
            deed = None
            for speaker, text in await visitor.hear():
                deed = performance.hear(speaker, text) or deed
            deed = deed or performance.on_silence(self._now())

    async def _does(self, visitor: ChatVisitor, performance: Performance, deed: Deed) -> bool:
        """Does it; True when the customer left."""
        await self._pause(deed.wait)
        if deed.asks_person:
            await visitor.ask_for_person()
        for line in deed.say:
            await visitor.types()
            await self._pause((1 + len(line) / 25, 2 + len(line) / 15))
            await visitor.say(line)
            performance.spoke(self._now())
        if deed.leaves:
            await self._pause((2, 5))
            await visitor.leave()
        return deed.leaves

    async def _pause(self, between: tuple[float, float]) -> None:
        await asyncio.sleep(self.chance.uniform(*between) / self.pace.hurry)

    def _now(self) -> float:
        """Seconds of the story: a hurried story has more of them."""
        return asyncio.get_running_loop().time() * self.pace.hurry
