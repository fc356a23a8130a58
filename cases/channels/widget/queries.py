"""What the visitor's frame shows: turns and how things stand."""

from contextlib import suppress
from typing import Any
from uuid import UUID

import redis
from django.conf import settings
from django.db.models import Q, QuerySet

from cases.channels.widget import words
from cases.channels.widget.models import WidgetConversation, WidgetSite
from cases.channels.widget.refusals import UnknownConversation, UnknownSite
from cases.channels.widget.rules import Answers, who_answers
from cases.channels.widget.tokens import Visitor, socket_ticket
from cases.events.prepared import Prepared
from cases.interactions.models import Interaction, Turn
from cases.live import valkey

PAGE = 100
TYPING_LASTS = 6
_SHOWN_AS = {"customer": "customer", "ai_agent": "ai", "agent": "person"}


def active_site(key: str) -> WidgetSite:
    site = WidgetSite.objects.filter(key=key, is_active=True).first() if key.isprintable() else None
    if not site:
        raise UnknownSite
    return site


def conversation_of_visitor(visitor: Visitor, conversation_id: UUID | str) -> WidgetConversation:
    """The conversation with its interaction, only when it is this visitor's."""
    known = WidgetConversation.objects.of_visitor(visitor).select_related(
        "interaction__case__customer", "interaction__agent", "site"
    )
    conversation = known.filter(pk=conversation_id).first()
    if not conversation:
        raise UnknownConversation
    return conversation


def writing_of_visitor(visitor: Visitor, conversation_id: UUID | str) -> WidgetConversation:
    """The same with nothing but what a message needs to be kept: every one of them waits for this read."""
    conversation = _writing.first(_uuid(conversation_id))
    if not conversation or not conversation.is_of(visitor):
        raise UnknownConversation
    return conversation


def _for_writing(conversation_id: UUID) -> QuerySet[WidgetConversation]:
    known = WidgetConversation.objects.filter(pk=conversation_id)
    needed = "visitor", "site__key", "interaction__case_id", "interaction__case__customer__name"
    return known.select_related("site", "interaction__case__customer").only(*needed)


_writing = Prepared(_for_writing)


def _uuid(words: UUID | str) -> UUID:
    try:
        return UUID(str(words))
    except ValueError:
        raise UnknownConversation from None


def turn_record(turn: Turn) -> dict[str, Any]:
    """One turn as the visitor may see it: {position, speaker, name, text, at, sources, client_id}."""
    speaker = _SHOWN_AS.get(turn.speaker, "system")
    return {
        "position": turn.position,
        "speaker": speaker,
        "name": words.AI_NAME if speaker == "ai" else turn.speaker_name.split(" ")[0],
        "text": turn.text,
        "at": turn.at.isoformat(),
        "sources": [source["title"] for source in turn.sources or () if source.get("title")],
        "client_id": turn.external_id if speaker == "customer" else "",
    }


def turns_after(conversation: WidgetConversation, after: int) -> tuple[list[dict[str, Any]], bool]:
    """The turns with a position above `after`, in order, at most a page of them; and whether there are
    more."""
    turns = Turn.objects.filter(interaction_id=conversation.interaction_id, position__gt=after).order_by(
        "position"
    )
    page = list(turns[: PAGE + 1])
    return [turn_record(turn) for turn in page[:PAGE]], len(page) > PAGE


def state_of(conversation: WidgetConversation) -> dict[str, Any]:
    """Who answers, the place in the queue, who is writing, the last position and a ticket for the socket."""
    interaction = conversation.interaction
    answers = who_answers(owner=interaction.owner, is_over=interaction.is_over)
    place = place_in_queue(interaction) if answers == Answers.WAITING else 0
    return {
        "answers": answers,
        "name": interaction.agent.name.split(" ")[0]
        if answers == Answers.PERSON and interaction.agent
        else "",
        "place": place,
        "place_text": words.PLACE.format(place=place) if place else "",
        "typing": who_types(interaction.pk) if answers == Answers.PERSON else "",
        "last": interaction.last_position,
        "socket": socket_ticket(conversation.pk),
    }


def place_in_queue(interaction: Interaction) -> int:
    """1 for who is next; 0 while no queue holds the interaction."""
    if not (interaction.queue_id and interaction.queued_at):
        return 0
    earlier = Q(is_ahead=interaction.is_ahead, queued_at__lt=interaction.queued_at)
    ahead = earlier if interaction.is_ahead else earlier | Q(is_ahead=True)
    waiting = Interaction.objects.live().filter(queue_id=interaction.queue_id, owner=Interaction.Owner.QUEUE)
    return waiting.filter(ahead).count() + 1


def note_typing(interaction_id: int, name: str) -> None:
    """The agent is writing, for the next moments. Without Valkey nobody is told."""
    with suppress(redis.RedisError):
        valkey().set(_typing(interaction_id), name, ex=TYPING_LASTS)


def who_types(interaction_id: int) -> str:
    """The name of the agent who is writing, or ""."""
    with suppress(redis.RedisError):
        name: bytes | None = valkey().get(_typing(interaction_id))  # type: ignore[assignment]  # not the async client
        return name.decode() if name else ""
    return ""


def _typing(interaction_id: int) -> str:
    return f"{settings.PREFIX}:widget.typing.{interaction_id}"
