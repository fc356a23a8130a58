"""View records of the console: my work, the head of a case, the customer's facts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Count, OuterRef, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Coalesce

from assist.desk.models import Draft
from assist.desk.rules import CHANNEL_ICONS
from cases.casefiles.models import Case
from cases.events.actors import ActorKind
from cases.events.models import Event
from cases.followups.models import FollowUp
from cases.followups.queries import work_list_of
from cases.interactions.models import Interaction, Turn
from cases.interactions.queries import latest_interaction
from cases.people.models import User
from cases.people.permissions import Permission
from cases.routing.models import Membership, Offer, Presence, Queue

State = Interaction.State
NEXT_SHOWN = 5
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
    due: Sequence[FollowUp]


def work_of(user: User) -> Work:
    """Offers, own contacts, wrap-ups and what waits next in the person's queues, and follow-ups that are due. Four queries."""
    mine = list(_with_last_words(Interaction.objects.live().filter(agent=user)).order_by("connected_at"))
    queues = Membership.objects.filter(user=user).values("queue_id")
    waiting = _with_last_words(Interaction.objects.waiting().filter(queue__in=queues))[:NEXT_SHOWN]
    return Work(
        offers=[_offer_card(offer) for offer in _offers_of(user)],
        mine=[_own_row(i) for i in mine if i.state != State.WRAP_UP],
        wrap_ups=[_row(i, "Wrap-up", "acc", i.wrap_up_at) for i in mine if i.state == State.WRAP_UP],
        waiting=[_row(i, "Waiting", "warn", i.queued_at) for i in waiting],
        due=list(work_list_of(user)),
    )


def _with_last_words(interactions: QuerySet[Interaction]) -> QuerySet[Interaction]:
    turns = Turn.objects.filter(interaction=OuterRef("pk"))
    answered = turns.exclude(speaker=ActorKind.CUSTOMER).order_by("-seq").values("seq")[:1]
    open_turns = turns.filter(speaker=ActorKind.CUSTOMER, seq__gt=OuterRef("answered_seq")).order_by()
    return (
        interactions.select_related("case__customer", "queue")
        .annotate(preview=Coalesce(Subquery(turns.order_by("-seq").values("text")[:1]), NO_WORDS))
        .annotate(answered_seq=Coalesce(Subquery(answered), 0))
        .annotate(
            unread=Coalesce(Subquery(open_turns.values("interaction").annotate(n=Count("pk")).values("n")), 0)
        )
    )


def _own_row(interaction: Interaction) -> CaseRow:
    if interaction.unread:  # type: ignore[attr-defined]  # annotated
        return _row(interaction, "Reply due", "warn", interaction.last_customer_turn_at)
    return _row(interaction, "In contact", "", interaction.connected_at)


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


def _offers_of(user: User) -> QuerySet[Offer]:
    last_words = Turn.objects.filter(interaction=OuterRef("interaction_id"), speaker=ActorKind.CUSTOMER)
    return (
        Offer.objects.pending()
        .filter(agent=user)
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


@dataclass(frozen=True)
class Head:
    """The head of a case: who, where, who leads, the timers and the mood. The same for every viewer."""

    number: int
    name: str
    channel: str
    icon: str
    is_verified: bool
    intent: str
    layer: int
    case_state: str
    is_over: bool
    state: str
    leads: str
    agent_id: int
    interaction_id: int
    is_contact_over: bool
    first_reply_seconds: int | None
    waiting_since: datetime | None
    connected_at: datetime | None
    mood_course: Sequence[Sequence[float]]


def head_of(case: Case) -> Head:
    interaction = latest_interaction(case)
    state = interaction.state if interaction else ""
    return Head(
        number=case.number,
        name=case.customer.display_name,
        channel=interaction.get_channel_display() if interaction else "",
        icon=CHANNEL_ICONS[interaction.channel] if interaction else "inbox",
        is_verified=case.is_verified,
        intent=case.intent_title,
        layer=case.layer,
        case_state=case.get_state_display(),
        is_over=case.is_over,
        state=state,
        leads=_leads(interaction),
        agent_id=(interaction.agent_id or 0) if interaction and interaction.owner == "agent" else 0,
        interaction_id=interaction.pk if interaction else 0,
        is_contact_over=interaction.is_over if interaction else True,
        first_reply_seconds=_first_reply(interaction),
        waiting_since=_waiting_since(interaction),
        connected_at=interaction.connected_at if interaction and state == State.CONNECTED else None,
        mood_course=case.mood_course,
    )


def _leads(interaction: Interaction | None) -> str:
    if interaction is None or interaction.is_over:
        return "This contact has ended"
    if interaction.owner == Interaction.Owner.AGENT and interaction.agent:
        return f"{interaction.agent.name} leads this contact"
    if interaction.owner == Interaction.Owner.QUEUE and interaction.queue:
        return f"Waiting in {interaction.queue.name}"
    return "The AI agent leads this contact"


def _first_reply(interaction: Interaction | None) -> int | None:
    if interaction is None or not interaction.first_reply_at:
        return None
    began = interaction.queued_at or interaction.opened_at
    return int((interaction.first_reply_at - began).total_seconds())


def _waiting_since(interaction: Interaction | None) -> datetime | None:
    if interaction is None or interaction.is_over or interaction.state == State.WRAP_UP:
        return None
    last = interaction.turns.order_by("-seq").first()
    return last.at if last and last.is_customers else None


@dataclass(frozen=True)
class CustomerFacts:
    name: str
    email: str
    segment: str
    value: Decimal
    language: str
    since: datetime
    open_cases: int
    earlier_cases: int


def panel_of(case: Case, *, at: datetime | None = None) -> CustomerFacts:
    """The customer's facts for the assist column."""
    customer = case.customer
    cases = customer.cases.exclude(pk=case.pk)
    return CustomerFacts(
        name=customer.display_name,
        email=customer.email,
        segment=customer.get_segment_display(),
        value=customer.lifetime_value,
        language=customer.language,
        since=customer.created_at,
        open_cases=cases.unresolved().count() + (not case.is_over),
        earlier_cases=cases.count(),
    )


def drafts_of(case: Case, user: User) -> dict[str, Draft]:
    """The person's drafts on the case by mode; an empty one where there is none."""
    found = {draft.mode: draft for draft in Draft.objects.filter(case=case, user=user)}
    return {mode: found.get(mode) or Draft(mode=mode) for mode in Draft.Mode.values}


def desk_number() -> int:
    """The number of the newest event of all: a picture of the desk is as of that event."""
    return Event.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


@dataclass(frozen=True)
class Places:
    """Where a contact can be transferred to."""

    queues: Sequence[Queue]
    colleagues: Sequence[User]


def places_for(user: User, at: datetime) -> Places:
    reachable = Presence.objects.reachable(at).exclude(user=user).values("user_id")
    colleagues = User.objects.eligible(Permission.WORK_CASES).filter(pk__in=reachable).order_by("name")
    return Places(list(Queue.objects.all()), list(colleagues))
