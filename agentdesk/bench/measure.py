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
# One message in so many opens a conversation, which is nearly twice the work of one that goes on.
OPENING = 10


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


@dataclass(frozen=True)
class Message:
    """What is written, and where."""

    conversation: Conversation
    text: str


def messages_for(
    under_way: Sequence[Conversation], fresh: Sequence[Conversation], count: int
) -> list[Message]:
    """So many messages: the conversations that are under way in turn, and each of the fresh ones once, evenly between."""
    every = count // len(fresh) if fresh else count + 1
    messages, going_on = [], 0
    for number in range(count):
        if fresh and number % every == every - 1 and number // every < len(fresh):
            place = number // every
            messages.append(_message(fresh[place], place, 0))
        else:
            place = going_on % len(under_way)
            messages.append(_message(under_way[place], place, going_on // len(under_way) + bool(fresh)))
            going_on += 1
    return messages


def _message(conversation: Conversation, chat: int, earlier: int) -> Message:
    """What the chat says after so many messages: each goes through its topic."""
    topic = TOPICS[chat % len(TOPICS)]
    return Message(conversation, f"bench-{uuid.uuid4().hex[:12]} {topic[earlier % len(topic)]}")


async def measure_product(url: str, messages: Sequence[Message], rate: float) -> Result:
    """Widget's POST → the turn's frame, and → the suggestion's frame, at the console's sockets."""
    heard, ready = Heard(), asyncio.Event()
    conversations = list({message.conversation.id: message.conversation for message in messages}.values())
    listening = asyncio.create_task(listen(url, conversations, heard, ready))
    await asyncio.wait_for(ready.wait(), 60)
    await asyncio.sleep(2)

    async def post(client: httpx.AsyncClient, number: int, text: str) -> httpx.Response:
        conversation = messages[number].conversation
        return await client.post(
            f"{url}/widget/api/conversations/{conversation.id}/turns/",
            json={"client_id": uuid.uuid4().hex, "text": text},
            headers={"Authorization": f"Bearer {conversation.token}"},
        )

    sent = await send_at_rate(post, [message.text for message in messages], rate)
    await asyncio.sleep(SETTLE_SECONDS)
    listening.cancel()
    await asyncio.gather(listening, return_exceptions=True)
    return _result(rate, sent, messages, heard)


def _result(rate: float, sent: Sent, messages: Sequence[Message], heard: Heard) -> Result:
    taken = {text[:18]: at for text, at in sent.at.items() if text not in sent.refused}
    case_of = {message.text: message.conversation.case_id for message in messages}
    return Result(
        rate=rate,
        sent=len(messages),
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
