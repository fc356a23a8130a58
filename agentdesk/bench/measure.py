"""The two measurements: the floor and the product, at one rate each."""

import asyncio
import time
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

import httpx
import websockets

from agentdesk.bench.desk import Conversation, Heard, listen
from agentdesk.bench.figures import Spread, spread
from agentdesk.bench.load import Sent, send_at_rate

# What customers of the demo's shop write. A chat stays with its topic, as customers do; each has an answer in the articles.
TOPICS = (
    (
        "where is my parcel, it should have been here by now",
        "the tracking has not moved since Monday",
        "when will the delivery come then",
        "can you see where the parcel is now",
    ),
    (
        "how long does a refund take to reach my card",
        "the money for the returned lamp is not on my account yet",
        "which day will the refund be paid",
        "does the refund go to the card that I paid with",
    ),
    (
        "the lamp arrived cracked, what can I do",
        "the glass is broken on one side and the box was wet",
        "do you need a photo of the damage",
        "I would rather have a new one than the money",
    ),
    (
        "can I change the delivery address of my order",
        "I moved house and the old address is still on the order",
        "is it too late to send it to the new address",
        "will the new address be used for the next orders too",
    ),
    (
        "I would like to return a lamp that I bought last week",
        "how many days do I have to send it back",
        "do I have to pay for the return parcel",
        "where do I find the return label",
    ),
)
SETTLE_SECONDS = 3


@dataclass(frozen=True)
class Result:
    """One rate: how long until the frames, and what became of the messages."""

    rate: float
    sent: int
    turn: Spread
    suggestion: Spread
    lost: int
    doubled: int
    refused: int


async def measure_floor(address: str, rate: float, count: int) -> Spread:
    """POST → frame at a socket of the bare app."""
    heard: dict[str, float] = {}

    async def hear() -> None:
        async with websockets.connect(f"ws://{address}/ws/") as socket:
            async for message in socket:
                heard.setdefault(str(message), time.time())

    async def post(client: httpx.AsyncClient, number: int, text: str) -> httpx.Response:
        return await client.post(f"http://{address}/post/", json={"text": text})

    hearing = asyncio.create_task(hear())
    await asyncio.sleep(0.5)
    sent = await send_at_rate(post, [uuid.uuid4().hex for _ in range(count)], rate)
    await asyncio.sleep(0.5)
    hearing.cancel()
    return spread(heard[text] - at for text, at in sent.at.items() if text in heard)


async def measure_product(url: str, conversations: Sequence[Conversation], rate: float, count: int) -> Result:
    """Widget's POST → the turn's frame, and → the suggestion's frame, at the console's sockets."""
    heard, ready = Heard(), asyncio.Event()
    listening = asyncio.create_task(listen(url, conversations, heard, ready))
    await asyncio.wait_for(ready.wait(), 60)
    await asyncio.sleep(2)
    texts = [f"bench-{uuid.uuid4().hex[:12]} {_words(number, len(conversations))}" for number in range(count)]

    async def post(client: httpx.AsyncClient, number: int, text: str) -> httpx.Response:
        conversation = conversations[number % len(conversations)]
        return await client.post(
            f"{url}/widget/api/conversations/{conversation.id}/turns/",
            json={"client_id": uuid.uuid4().hex, "text": text},
            headers={"Authorization": f"Bearer {conversation.token}"},
        )

    sent = await send_at_rate(post, texts, rate)
    await asyncio.sleep(SETTLE_SECONDS)
    listening.cancel()
    await asyncio.gather(listening, return_exceptions=True)
    return _result(rate, sent, texts, conversations, heard)


def _words(number: int, chats: int) -> str:
    """What message `number` says: the chats write in turn, each going through its topic."""
    topic = TOPICS[number % chats % len(TOPICS)]
    return topic[number // chats % len(topic)]


def _result(
    rate: float, sent: Sent, texts: Sequence[str], conversations: Sequence[Conversation], heard: Heard
) -> Result:
    taken = {text[:18]: at for text, at in sent.at.items() if text not in sent.refused}
    case_of = {text: conversations[number % len(conversations)].case_id for number, text in enumerate(texts)}
    return Result(
        rate=rate,
        sent=len(texts),
        turn=spread(heard.turns[key] - at for key, at in taken.items() if key in heard.turns),
        suggestion=spread(_suggestion_times(sent, case_of, heard)),
        lost=len([key for key in taken if key not in heard.turns]),
        doubled=heard.doubled,
        refused=len(sent.refused),
    )


def _suggestion_times(sent: Sent, case_of: dict[str, int], heard: Heard) -> list[float]:
    """A suggestion answers the last message of its case that was posted before it came."""
    posted: dict[int, list[float]] = {}
    for text, at in sent.at.items():
        posted.setdefault(case_of[text], []).append(at)
    return [
        when - max(earlier)
        for case_id, when in heard.suggestions
        if (earlier := [at for at in posted.get(case_id, []) if at <= when])
    ]
