"""From the waiting contact to an offer: one locked statement per contact."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Case as When
from django.db.models import F, IntegerField, Q, QuerySet, Sum, Value, Window
from django.db.models import When as If
from django.db.models.functions import RowNumber

from cases.events.actions import record
from cases.events.actors import SYSTEM
from cases.interactions.models import Interaction
from cases.interactions.passing import lock_interaction, mark_offered
from cases.people.models import User
from cases.refusals import Refusal
from cases.routing.actions import end_offers_of, give_up
from cases.routing.events import OfferMade
from cases.routing.models import Membership, Offer, Presence
from cases.routing.rules import ON_CONTACT, WEIGHTS, Candidate, choose

# Who just declined or missed a contact is not asked for the same one again for a while.
NOT_AGAIN_FOR = timedelta(seconds=60)


def offer_waiting(*, at: datetime, limit: int = 50) -> int:
    """Offers every waiting contact that finds an agent, the longest waiting first; returns how many were offered.

    Looks at so many of each queue and channel: a line that nobody can take holds up no other.
    """
    return sum(offer_next(interaction=found, at=at) is not None for found in _first_in_line(at, limit))


def _first_in_line(at: datetime, limit: int) -> QuerySet[Interaction]:
    """The first contacts of each line in whose queue somebody can be reached."""
    staffed = Membership.objects.filter(
        user__is_active=True, user__presence__in=Presence.objects.reachable(at)
    )
    place = Window(
        RowNumber(), partition_by=["queue_id", "channel"], order_by=["-is_ahead", "queued_at", "pk"]
    )
    waiting = Interaction.objects.waiting().filter(queue_id__in=staffed.values("queue_id"))
    return waiting.annotate(place=place).filter(place__lte=limit).select_related("queue")


@transaction.atomic
def offer_next(*, interaction: Interaction, at: datetime) -> Offer | None:
    """Offers the contact to the best agent; None when nobody fits or somebody else was quicker."""
    try:
        locked = lock_interaction(interaction)
    except Refusal:
        return None
    if locked.state != Interaction.State.QUEUED or locked.queue is None:
        return None
    # It waits: whatever is still offered of it was offered before somebody moved it here.
    end_offers_of(interaction=locked, result=Offer.Result.RESCINDED, at=at)
    # Presence rows are locked in one order, so that one agent is not offered two contacts at the same moment.
    chosen = choose(_candidates(locked, at), locked.channel)
    return _offer(locked, User.objects.get(pk=chosen.user_id), at) if chosen else None


def _offer(interaction: Interaction, agent: User, at: datetime) -> Offer:
    queue = interaction.queue
    assert queue is not None
    expires_at = at + timedelta(seconds=queue.offer_seconds)
    offer = Offer.objects.create(
        interaction=interaction, queue=queue, agent=agent, made_at=at, expires_at=expires_at
    )
    mark_offered(interaction=interaction, offered=True)
    fact = OfferMade(offer.pk, interaction.pk, agent.pk, agent.name, expires_at.isoformat())
    record(interaction.case, fact, by=SYSTEM, at=at)
    return offer


def _candidates(interaction: Interaction, at: datetime) -> list[Candidate]:
    members = dict(
        Membership.objects.filter(queue=interaction.queue, user__is_active=True).values_list(
            "user_id", "level"
        )
    )
    presences = list(
        Presence.objects.reachable(at)
        .filter(user_id__in=members)
        .exclude(user_id__in=_lately_asked(interaction, at))
        .order_by("user_id")
        .select_for_update(skip_locked=True)
    )
    presences = _without_offer(presences)
    loads = loads_of([p.user_id for p in presences])
    owner_before = _last_agent(interaction)
    return [
        Candidate(
            p.user_id, members[p.user_id], loads.get(p.user_id, 0), p.idle_since, p.user_id == owner_before
        )
        for p in presences
    ]


def _without_offer(presences: list[Presence]) -> list[Presence]:
    """Asked once the rows are locked: the statement that locked them may not see what was offered just before."""
    offered = Offer.objects.pending().filter(agent_id__in=[presence.user_id for presence in presences])
    taken = set(offered.values_list("agent_id", flat=True))
    return [presence for presence in presences if presence.user_id not in taken]


def _lately_asked(interaction: Interaction, at: datetime) -> QuerySet[Offer]:
    offers = Offer.objects.filter(interaction=interaction, ended_at__gt=at - NOT_AGAIN_FOR)
    # A screen that was silent said nothing about the contact: whoever is back may have it at once.
    silent = [Offer.Result.RESCINDED, Offer.Result.UNREACHABLE]
    # Nor is somebody who missed it, and came back since.
    back = Q(result=Offer.Result.MISSED, agent__presence__since__gt=F("ended_at"))
    return offers.exclude(result__in=silent).exclude(back).values("agent_id")  # type: ignore[return-value]


def _last_agent(interaction: Interaction) -> int | None:
    earlier = Interaction.objects.filter(case_id=interaction.case_id, connected_at__isnull=False)
    return earlier.order_by("-connected_at").values_list("agent_id", flat=True).first()


def loads_of(user_ids: list[int]) -> dict[int, int]:
    """The weight of what each agent has now, 100 is full."""
    weight = When(
        *[If(channel=channel, then=Value(w)) for channel, w in WEIGHTS.items()],
        default=Value(0),
        output_field=IntegerField(),
    )
    rows = Interaction.objects.filter(agent_id__in=user_ids, state__in=ON_CONTACT, ended_at__isnull=True)
    return dict(rows.values("agent_id").annotate(load=Sum(weight)).values_list("agent_id", "load"))


def expire_offers(*, at: datetime) -> int:
    """Ends offers whose time is over: missed, or unreachable when the agent's screen was silent."""
    over = Offer.objects.pending().filter(expires_at__lte=at).select_related("agent__presence", "interaction")
    return sum(
        give_up(offer=offer, result=_result_of(offer, at), at=at) for offer in over.order_by("expires_at")
    )


def _result_of(offer: Offer, at: datetime) -> str:
    seen = offer.agent.presence.is_seen(at)
    return Offer.Result.MISSED if seen else Offer.Result.UNREACHABLE


def leave_silent_screens(*, at: datetime) -> int:
    """Sets people offline whose screen has been silent for five minutes."""
    silent = Presence.objects.exclude(state=Presence.State.OFFLINE).filter(
        seen_at__lt=at - timedelta(minutes=5)
    )
    return silent.update(state=Presence.State.OFFLINE, since=at)
