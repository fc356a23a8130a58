"""The widget's HTTP interface, under /widget/api/. Each call is translated, does one thing and answers with
JSON."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from cases.channels.widget.actions import (
    Introduction,
    leave_conversation,
    new_visitor,
    open_conversation,
    want_person,
    write_turn,
)
from cases.channels.widget.gates import body_of, client_id_in, visitor_call, visitor_in
from cases.channels.widget.live import tell_customer_types
from cases.channels.widget.models import WidgetConversation, WidgetSite
from cases.channels.widget.pace import limit_pace
from cases.channels.widget.queries import (
    active_site,
    conversation_of_visitor,
    state_of,
    turn_record,
    turns_after,
    writing_of_visitor,
)
from cases.channels.widget.refusals import UnknownVisitor, UnreadableCall
from cases.channels.widget.rules import checked_email, checked_language, checked_text, one_line
from cases.channels.widget.seeing import note_seen
from cases.channels.widget.tokens import Visitor, visitor_token
from cases.events.actors import Actor


@require_POST
@visitor_call
def conversations(request: HttpRequest) -> dict[str, Any]:
    """Opens a conversation or resumes the visitor's open one. {site, name?, email?, language?} → {token,
    conversation, state}."""
    now, body = timezone.now(), body_of(request)
    limit_pace("open", request.META.get("REMOTE_ADDR", ""), at=now)
    site = active_site(str(body.get("site", "")))
    visitor = _visitor_for(request, site)
    conversation = open_conversation(site=site, visitor=visitor, introduction=_introduction(body), at=now)
    return {
        "token": visitor_token(visitor),
        "conversation": str(conversation.pk),
        "state": state_of(conversation),
    }


@visitor_call
def turns(request: HttpRequest, conversation_id: str) -> dict[str, Any]:
    """GET ?after=N → {turns, more, state}. POST {client_id, text} → {turn}, the same one for the same
    client_id."""
    if request.method == "POST":
        return _write(request, conversation_id)
    conversation = _conversation(request, conversation_id, "read")
    found, more = turns_after(conversation, _number(request.GET.get("after", "0")))
    return {"turns": found, "more": more, "state": state_of(conversation)}


@require_GET
@visitor_call
def state(request: HttpRequest, conversation_id: str) -> dict[str, Any]:
    """{state}: who answers, place in the queue, who is writing, last position, socket ticket."""
    return {"state": state_of(_conversation(request, conversation_id, "read"))}


@require_POST
@visitor_call
def person(request: HttpRequest, conversation_id: str) -> dict[str, Any]:
    """The customer asks for a person. → {state}"""
    conversation = _conversation(request, conversation_id, "signal")
    want_person(conversation=conversation, by=_actor(conversation), at=timezone.now())
    return _state_now(conversation)


@require_POST
@visitor_call
def typing(request: HttpRequest, conversation_id: str) -> dict[str, Any]:
    """The customer is writing: a hint to whoever has the case open, never stored. → {}"""
    conversation = _conversation(request, conversation_id, "signal")
    tell_customer_types(conversation.interaction)
    return {}


@require_POST
@visitor_call
def closure(request: HttpRequest, conversation_id: str) -> dict[str, Any]:
    """The customer ends the chat. → {state}"""
    conversation = _conversation(request, conversation_id, "signal")
    leave_conversation(conversation=conversation, by=_actor(conversation), at=timezone.now())
    return _state_now(conversation)


def _write(request: HttpRequest, conversation_id: str) -> dict[str, Any]:
    visitor, body, now = visitor_in(request), body_of(request), timezone.now()
    limit_pace("write", visitor.id, at=now)
    conversation = writing_of_visitor(visitor, conversation_id)
    note_seen(conversation.interaction_id, at=now)
    turn = write_turn(
        conversation=conversation,
        text=checked_text(body.get("text")),
        client_id=client_id_in(body),
        by=_actor(conversation),
        at=timezone.now(),
    )
    return {"turn": turn_record(turn)}


def _conversation(request: HttpRequest, conversation_id: str, doing: str) -> WidgetConversation:
    visitor, now = visitor_in(request), timezone.now()
    limit_pace(doing, visitor.id, at=now)
    conversation = conversation_of_visitor(visitor, conversation_id)
    note_seen(conversation.interaction_id, at=now)
    return conversation


def _visitor_for(request: HttpRequest, site: WidgetSite) -> Visitor:
    if not request.headers.get("Authorization"):
        return new_visitor(site)
    visitor = visitor_in(request)
    if visitor.site != site.key:
        raise UnknownVisitor
    return visitor


def _introduction(body: dict[str, Any]) -> Introduction:
    return Introduction(
        name=one_line(body.get("name"), 100),
        email=checked_email(body.get("email")),
        language=checked_language(body.get("language")),
    )


def _actor(conversation: WidgetConversation) -> Actor:
    return Actor.customer(conversation.interaction.case.customer)


def _state_now(conversation: WidgetConversation) -> dict[str, Any]:
    conversation.interaction.refresh_from_db()
    return {"state": state_of(conversation)}


def _number(text: str) -> int:
    if not text.isdecimal() or len(text) > 9:
        raise UnreadableCall
    return int(text)
