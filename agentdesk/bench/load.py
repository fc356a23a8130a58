"""An open-loop sender: posts at a fixed rate, whatever the answers do."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

import httpx


@dataclass
class Sent:
    """When each message was posted (seconds since the epoch), by its text, and which were not taken."""

    at: dict[str, float] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)


Post = Callable[[httpx.AsyncClient, int, str], Awaitable[httpx.Response]]


async def send_at_rate(post: Post, texts: Sequence[str], per_second: float) -> Sent:
    """Posts text number n at its own moment, n / rate seconds after the start."""
    sent = Sent()
    limits = httpx.Limits(max_connections=60, max_keepalive_connections=60)
    async with httpx.AsyncClient(limits=limits, timeout=30) as client:
        started = time.perf_counter()
        waiting = []
        for number, text in enumerate(texts):
            await asyncio.sleep(max(0.0, started + number / per_second - time.perf_counter()))
            waiting.append(asyncio.create_task(_send(post, client, number, text, sent)))
        await asyncio.gather(*waiting)
    return sent


async def _send(post: Post, client: httpx.AsyncClient, number: int, text: str, sent: Sent) -> None:
    sent.at[text] = time.time()
    try:
        answer = await post(client, number, text)
    except httpx.HTTPError as error:
        sent.refused[text] = type(error).__name__
        return
    if answer.status_code >= 400:
        sent.refused[text] = f"{answer.status_code} {answer.text[:120]}"
