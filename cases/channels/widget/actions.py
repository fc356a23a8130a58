"""What a visitor does: open or resume, write, ask for a person, leave."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from django.db import transaction

from cases.channels.widget.models import WidgetConversation, WidgetSite
from cases.channels.widget.seeing import is_gone
from cases.channels.widget.tokens import Visitor
from cases.customers.actions import find_or_create_customer
from cases.events.actors import Actor
from cases.interactions.actions import ask_for_person, open_interaction, receive_turn
from cases.interactions.leaving import abandon_waiting, end_ai_contact
from cases.interactions.models import Interaction, Turn
from cases.interactions.passing import close_interaction
from cases.routing.models import Queue


@dataclass(frozen=True)
class Introduction:
    """What the visitor says of themselves. A claim, never an identity."""

    name: str = ""
    email: str = ""
    language: str = "en"


def new_visitor(site: WidgetSite) -> Visitor:
    return Visitor(site.key, uuid.uuid4().hex)


@transaction.atomic
def open_conversation(
    *, site: WidgetSite, visitor: Visitor, introduction: Introduction, at: datetime
) -> WidgetConversation:
    """The visitor's conversation that is still open, else a new one. Two calls at once give the same one."""
    last = _last_of(visitor)
    if last and not last.interaction.is_over:
        return last
    customer = find_or_create_customer(
        channel="widget",
        address=f"{visitor.site}/{visitor.id}",
        name=introduction.name,
        email=introduction.email,
        language=introduction.language,
        at=at,
    )
    number = last.number + 1 if last else 1
    interaction = open_interaction(
        customer=customer,
        channel="chat",
        external_id=f"widget:{visitor.id}:{number}",
        language=introduction.language,
        team=site.queue.team if site.queue else None,
        by=Actor.customer(customer),
        at=at,
    )
    return _conversation(site, visitor, number, interaction, at)


def _last_of(visitor: Visitor) -> WidgetConversation | None:
    known = WidgetConversation.objects.of_visitor(visitor).select_related(
        "interaction__case", "interaction__agent"
    )
    return known.order_by("-number").first()


def _conversation(
    site: WidgetSite, visitor: Visitor, number: int, interaction: Interaction, at: datetime
) -> WidgetConversation:
    conversation, _ = WidgetConversation.objects.get_or_create(
        site=site, visitor=visitor.id, number=number, defaults={"interaction": interaction, "opened_at": at}
    )
    return conversation


def write_turn(
    *, conversation: WidgetConversation, text: str, client_id: str, by: Actor, at: datetime
) -> Turn:
    """The customer's words as a turn. The same `client_id` again gives the same turn, even after the end."""
    return receive_turn(interaction=conversation.interaction, text=text, external_id=client_id, by=by, at=at)


def want_person(*, conversation: WidgetConversation, by: Actor, at: datetime) -> None:
    """The customer's wish for a person, honoured at the first request. Nothing to do when a person answers
    already."""
    if conversation.interaction.owner != Interaction.Owner.AGENT:
        ask_for_person(interaction=conversation.interaction, how="button", by=by, at=at)


def leave_conversation(*, conversation: WidgetConversation, by: Actor, at: datetime) -> None:
    """The customer ends the chat. Who waited for a person in vain has abandoned it; what the AI agent led ends with
    its case."""
    interaction = conversation.interaction
    is_ended = end_ai_contact(interaction=interaction, by=by, at=at)
    if not (is_ended or abandon_waiting(interaction=interaction, by=by, at=at)):
        close_interaction(interaction=interaction, by=by, at=at)


def abandon_left(*, at: datetime, limit: int = 100) -> int:
    """Ends the waiting of visitors whose page has been gone for ten minutes; returns how many. For the sweep.

    Of a visitor who was never heard of, the time begins to run now.
    """
    queue = Interaction.Owner.QUEUE
    waiting = WidgetConversation.objects.filter(interaction__ended_at=None, interaction__owner=queue)
    rows = waiting.select_related("interaction__case__customer").order_by("opened_at").iterator()
    gone = islice((found for found in rows if is_gone(found.interaction_id, at=at)), limit)
    return sum(_abandon(found.interaction, at) for found in list(gone))


def _abandon(interaction: Interaction, at: datetime) -> bool:
    return abandon_waiting(interaction=interaction, by=Actor.customer(interaction.case.customer), at=at)


def set_up_site(*, key: str, name: str, allowed_origins: list[str], queue: Queue | None = None) -> WidgetSite:
    """The site with this key, made or brought up to date. `self` among the origins allows the desk's own
    pages."""
    values = {"name": name, "allowed_origins": allowed_origins, "queue": queue, "is_active": True}
    return WidgetSite.objects.update_or_create(key=key, defaults=values)[0]
