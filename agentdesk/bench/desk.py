"""Conversations that an agent leads, made through the product's own actions, and the listeners at the console's socket."""

import asyncio
import json
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import websockets


@dataclass(frozen=True)
class Conversation:
    """What a sender and a listener need to know of one conversation."""

    id: str
    token: str
    case_id: int
    case_number: int
    cookie: str  # the session of the agent who leads it


def make_conversations(count: int, *, first: int = 0) -> list[Conversation]:
    """So many chats, numbered from `first`, each connected to an agent of its own with one console open. Needs Django set up."""
    from cases.channels.widget.models import WidgetSite
    from cases.routing.models import Queue

    site, queue = WidgetSite.objects.first(), Queue.objects.filter(is_default=True).first()
    if not (site and queue):
        raise SystemExit("The demo has no site or queue.")
    return [_make_conversation(number, site, queue) for number in range(first, first + count)]


def _make_conversation(number: int, site: Any, queue: Any) -> Conversation:
    from django.utils import timezone

    from cases.channels.widget.actions import Introduction, new_visitor, open_conversation
    from cases.channels.widget.tokens import visitor_token
    from cases.events.actors import SYSTEM, Actor
    from cases.interactions.passing import connect_agent, queue_interaction
    from cases.people.models import User

    now, visitor = timezone.now(), new_visitor(site)
    agent = User.objects.create_user(
        f"bench-{number}@agentdesk.example", name=f"Bench agent {number}", role="agent", team=queue.team
    )
    introduction = Introduction(name=f"Visitor {number}")
    opened = open_conversation(site=site, visitor=visitor, introduction=introduction, at=now)
    contact = opened.interaction
    queue_interaction(interaction=contact, queue=queue, reason="bench", by=SYSTEM, at=now)
    connect_agent(interaction=contact, agent=agent, by=Actor.of(agent), at=now)
    return Conversation(
        str(opened.pk), visitor_token(visitor), contact.case_id, contact.case.number, _session_of(agent)
    )


def _session_of(agent: Any) -> str:
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    session = SessionStore()
    session[SESSION_KEY] = str(agent.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = agent.get_session_auth_hash()
    session.create()
    return str(session.session_key)


@dataclass
class Heard:
    """Every frame's time of arrival: (case stream, sequence number) → seconds, and the turns and suggestions among them."""

    turns: dict[str, float] = field(default_factory=dict)
    suggestions: list[tuple[int, float]] = field(default_factory=list)  # (case id, when)
    doubled: int = 0


def last_numbers(conversations: Sequence[Conversation]) -> dict[int, int]:
    """The last event of each case, as a page that was just loaded knows it."""
    from cases.casefiles.models import Case

    ids = [conversation.case_id for conversation in conversations]
    return dict(Case.objects.filter(pk__in=ids).values_list("pk", "last_seq"))


async def listen(url: str, conversations: Sequence[Conversation], heard: Heard, ready: asyncio.Event) -> None:
    """One socket a case, as a console has it; runs until it is cancelled."""
    opened = [asyncio.Event() for _ in conversations]
    numbers = await asyncio.to_thread(last_numbers, conversations)
    tasks = [
        asyncio.create_task(_listen_one(url, conversation, numbers[conversation.case_id], heard, event))
        for conversation, event in zip(conversations, opened, strict=True)
    ]
    await asyncio.gather(*(event.wait() for event in opened))
    ready.set()
    try:
        await asyncio.gather(*tasks)
    finally:
        for task in tasks:
            task.cancel()


async def _listen_one(
    url: str, conversation: Conversation, after: int, heard: Heard, opened: asyncio.Event
) -> None:
    address = f"{url.replace('http', 'ws', 1)}/ws/desk/?case={conversation.case_id}&after={after}&desk=0"
    headers = {"Cookie": f"sessionid={conversation.cookie}", "Origin": url}
    async with websockets.connect(address, additional_headers=headers, max_size=None) as socket:
        seen: set[int] = set()
        async for message in socket:
            opened.set()
            _note(json.loads(message), conversation, heard, seen, time.time())


def _note(
    frame: dict[str, Any], conversation: Conversation, heard: Heard, seen: set[int], now: float
) -> None:
    if frame.get("stream") != f"case:{conversation.case_id}" or "seq" not in frame:
        return
    if frame["seq"] in seen:
        heard.doubled += 1
        return
    seen.add(frame["seq"])
    content = frame.get("content", "")
    if "bench-" in content and frame.get("event") == "turn.received":
        start = content.index("bench-")
        heard.turns.setdefault(content[start : start + 18], now)
    elif frame.get("event") == "suggestion.shown":
        heard.suggestions.append((conversation.case_id, now))
