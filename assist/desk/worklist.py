"""My work: offers, own contacts, wrap-ups and what waits next, as one view record."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Count, OuterRef, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Coalesce

from assist.desk.rules import CHANNEL_ICONS
from cases.events.actors import ActorKind
from cases.events.prepared import Prepared
from cases.followups.models import FollowUp
from cases.followups.queries import work_list_of
from cases.interactions.models import Interaction, Turn
from cases.people.models import User
from cases.routing.models import Membership, Offer

State = Interaction.State
NEXT_SHOWN = 5
# A line is drawn again with every message: no more is read than it shows.
TIMES = ("last_customer_turn_at", "connected_at", "first_reply_at", "wrap_up_at", "queued_at")
SHOWN = ("state", "channel", *TIMES, "case__number", "case__customer__name", "case__customer__email")
NO_WORDS = Value("", output_field=TextField())


@dataclass(frozen=True)
class CaseRow:
    """One line of the case list. `since` is the moment that its chip counts from."""

    number: int
    name: str
    preview: str
    channel: str
    icon: str
    unread: int
    chip: str
    tone: str
    since: datetime | None
    address: str


@dataclass(frozen=True)
class OfferCard:
    pk: int
    name: str
    channel: str
    icon: str
    reason: str
    queue: str
    preview: str
    expires_at: datetime
    seconds: int


@dataclass(frozen=True)
class Work:
    """Everything in the left column of one person."""

    offers: Sequence[OfferCard]
    mine: Sequence[CaseRow]
    wrap_ups: Sequence[CaseRow]
    waiting: Sequence[CaseRow]
    due: Sequence[FollowUp] = ()


def work_of(user: User) -> Work:
    """Offers, own contacts, wrap-ups and what waits next in the person's queues, and follow-ups that are due. Four queries."""
    mine = _own(user.pk)
    return Work(
        offers=[_offer_card(offer) for offer in _offers(user.pk)],
        mine=[_own_row(i) for i in mine if i.state != State.WRAP_UP],
        wrap_ups=[_wrap_up_row(i) for i in mine if i.state == State.WRAP_UP],
        waiting=[_row(i, "Waiting", "warn", i.queued_at) for i in _waiting(user.pk)],
        due=_due(user.pk),
    )


def lines_of(user: User, contacts: Collection[int]) -> list[CaseRow]:
    """The lines of those contacts that the person leads. One query."""
    own = [contact for contact in _own(user.pk) if contact.pk in contacts]
    return [_wrap_up_row(i) if i.state == State.WRAP_UP else _own_row(i) for i in own]


def _with_last_words(interactions: QuerySet[Interaction]) -> QuerySet[Interaction]:
    turns = Turn.objects.filter(interaction=OuterRef("pk"))
    answered = turns.exclude(speaker=ActorKind.CUSTOMER).order_by("-seq").values("seq")[:1]
    theirs = turns.filter(speaker=ActorKind.CUSTOMER)  # what one tells cases apart by
    open_turns = theirs.filter(seq__gt=OuterRef("answered_seq")).order_by()
    return (
        interactions.select_related("case__customer")
        .only(*SHOWN)
        .annotate(preview=Coalesce(Subquery(theirs.order_by("-seq").values("text")[:1]), NO_WORDS))
        .annotate(answered_seq=Coalesce(Subquery(answered), 0))
        .annotate(
            unread=Coalesce(Subquery(open_turns.values("interaction").annotate(n=Count("pk")).values("n")), 0)
        )
    )


def _own_contacts(user: int) -> QuerySet[Interaction]:
    return _with_last_words(Interaction.objects.live().filter(agent_id=user)).order_by("connected_at")


def _waiting_contacts(user: int) -> QuerySet[Interaction]:
    queues = Membership.objects.filter(user_id=user).values("queue_id")
    return _with_last_words(Interaction.objects.waiting().filter(queue__in=queues))[:NEXT_SHOWN]


def _own_row(interaction: Interaction) -> CaseRow:
    if interaction.unread:  # type: ignore[attr-defined]  # annotated
        return _row(interaction, "Reply due", "warn", interaction.last_customer_turn_at)
    if interaction.queued_at and not interaction.first_reply_at:
        return _row(interaction, "Reply due", "warn", interaction.queued_at)
    return _row(interaction, "In contact", "", interaction.connected_at)


def _wrap_up_row(interaction: Interaction) -> CaseRow:
    return replace(_row(interaction, "Wrap-up", "acc", interaction.wrap_up_at), unread=0)


def _row(interaction: Interaction, chip: str, tone: str, since: datetime | None) -> CaseRow:
    case = interaction.case
    return CaseRow(
        number=case.number,
        name=case.customer.display_name,
        preview=interaction.preview[:120],  # type: ignore[attr-defined]  # annotated
        channel=interaction.get_channel_display(),
        icon=CHANNEL_ICONS[interaction.channel],
        unread=interaction.unread,  # type: ignore[attr-defined]  # annotated
        chip=chip,
        tone=tone,
        since=since,
        address=case.get_absolute_url(),
    )


def _offers_of(user: int) -> QuerySet[Offer]:
    last_words = Turn.objects.filter(interaction=OuterRef("interaction_id"), speaker=ActorKind.CUSTOMER)
    return (
        Offer.objects.pending()
        .filter(agent_id=user)
        .select_related("interaction__case__customer", "queue")
        .annotate(preview=Coalesce(Subquery(last_words.order_by("-seq").values("text")[:1]), NO_WORDS))
        .order_by("made_at")
    )


def _offer_card(offer: Offer) -> OfferCard:
    interaction = offer.interaction
    return OfferCard(
        pk=offer.pk,
        name=interaction.case.customer.display_name,
        channel=interaction.get_channel_display(),
        icon=CHANNEL_ICONS[interaction.channel],
        reason=interaction.queue_reason,
        queue=offer.queue.name,
        preview=offer.preview[:160],  # type: ignore[attr-defined]  # annotated
        expires_at=offer.expires_at,
        seconds=int((offer.expires_at - offer.made_at).total_seconds()),
    )


# The desk is drawn again every few seconds: its queries are compiled once.
_own, _waiting, _offers = Prepared(_own_contacts), Prepared(_waiting_contacts), Prepared(_offers_of)
_due = Prepared(lambda user: work_list_of(User(pk=user)))
