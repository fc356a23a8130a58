"""Presence of agents, and the answers to offers. Who is offered what stands in `offering.py`."""

from datetime import datetime

from django.db import transaction

from cases.casefiles.actions import lock_case
from cases.events.actions import record
from cases.events.actors import SYSTEM, Actor
from cases.interactions.models import Interaction
from cases.interactions.passing import connect_agent, lock_interaction, mark_offered
from cases.interactions.refusals import InteractionOver
from cases.people.models import User
from cases.routing.events import OfferEnded
from cases.routing.models import Offer, Presence
from cases.routing.refusals import NotYourOffer, OfferExpired
from cases.routing.rules import MISSES_ALLOWED

Result = Offer.Result


def set_presence(*, user: User, state: str, at: datetime) -> Presence:
    """Keeps the state that the person chose, and since when. A pending offer is taken back when they go away.

    In two transactions: whoever ends an offer holds the case and then wants the presence, so holding the presence
    while waiting for the case would lock both out. An offer that a crash leaves in between expires by itself.
    """
    presence = _keep_state(user, state, at)
    if state != Presence.State.AVAILABLE:
        _rescind_offers(user, at)
    return presence


@transaction.atomic
def _keep_state(user: User, state: str, at: datetime) -> Presence:
    presence, _ = Presence.objects.select_for_update().get_or_create(
        user=user, defaults={"since": at, "idle_since": at, "seen_at": at}
    )
    presence.next_state = ""
    if presence.state != state:
        presence.state, presence.since = state, at
    if state == Presence.State.AVAILABLE:
        presence.idle_since, presence.seen_at, presence.missed_in_a_row = at, at, 0
    presence.save()
    return presence


def _rescind_offers(user: User, at: datetime) -> None:
    for offer in Offer.objects.pending().filter(agent=user).select_related("interaction"):
        give_up(offer=offer, result=Result.RESCINDED, at=at)


def choose_next_state(*, user: User, state: str, at: datetime) -> Presence:
    """Keeps what the person will be after the contacts they have now; without a contact they are it at once.

    The state that they are in already takes an earlier choice back. From now on they are offered nothing new.
    """
    presence = _keep_next_state(user, state, at)
    if presence is None:
        return set_presence(user=user, state=state, at=at)
    if presence.next_state not in ("", Presence.State.AVAILABLE):
        _rescind_offers(user, at)
    return presence


@transaction.atomic
def _keep_next_state(user: User, state: str, at: datetime) -> Presence | None:
    """None without a contact that the choice could wait for."""
    presence = Presence.objects.with_contact().select_for_update(of=("self",)).filter(user=user).first()
    if presence is None or not presence.is_on_contact:  # type: ignore[attr-defined]
        return None
    presence.next_state = "" if state == presence.state else state
    presence.save(update_fields=["next_state"])
    return presence


def take_next_state(*, user_id: int, at: datetime) -> bool:
    """What was chosen during the contacts becomes the state, once the last of them is over. True if it did."""
    taken = _take_next_state(user_id, at)
    if taken is None:
        return False
    if taken.state != Presence.State.AVAILABLE:
        _rescind_offers(taken.user, at)
    return True


@transaction.atomic
def _take_next_state(user_id: int, at: datetime) -> Presence | None:
    waiting = Presence.objects.with_contact().exclude(next_state="").select_related("user")
    presence = waiting.select_for_update(of=("self",)).filter(user_id=user_id).first()
    if presence is None or presence.is_on_contact:  # type: ignore[attr-defined]
        return None
    return _keep_state(presence.user, presence.next_state, at)


def see(*, user: User, at: datetime) -> None:
    """The person's screen was heard of."""
    Presence.objects.filter(user=user).update(seen_at=at)


@transaction.atomic
def accept_offer(*, offer: Offer, by: Actor, at: datetime) -> Interaction:
    """Connects the contact to the agent. Raises NotYourOffer, OfferExpired. Accepting twice is accepting once.

    A contact that somebody took or moved to another queue meanwhile is offered no more.
    """
    if offer.agent_id != by.user_id:
        raise NotYourOffer
    interaction = lock_interaction(offer.interaction)
    current = Offer.objects.select_for_update().get(pk=offer.pk)
    if current.result == Result.ACCEPTED:
        return interaction
    is_offered = interaction.state == Interaction.State.OFFERED and interaction.queue_id == current.queue_id
    if current.result or current.expires_at <= at or not is_offered:
        raise OfferExpired
    _end(current, Result.ACCEPTED, interaction, by, at)
    connect_agent(interaction=interaction, agent=current.agent, by=by, at=at)
    Presence.objects.filter(user_id=current.agent_id).update(missed_in_a_row=0, seen_at=at)
    return interaction


@transaction.atomic
def decline_offer(*, offer: Offer, by: Actor, at: datetime) -> None:
    """Puts the contact back at its place in the queue. Raises NotYourOffer, OfferExpired."""
    if offer.agent_id != by.user_id:
        raise NotYourOffer
    end_offer(offer=offer, result=Result.DECLINED, by=by, at=at)


@transaction.atomic
def end_offer(*, offer: Offer, result: str, by: Actor, at: datetime) -> None:
    """Ends a pending offer with its result; the contact waits again. Raises OfferExpired when it has ended."""
    interaction = lock_interaction(offer.interaction)
    current = Offer.objects.select_for_update().get(pk=offer.pk)
    if current.result:
        raise OfferExpired
    _end(current, result, interaction, by, at)
    mark_offered(interaction=interaction, offered=False)
    if result in (Result.MISSED, Result.UNREACHABLE):
        _count_miss(current.agent_id, at)


def give_up(*, offer: Offer, result: str, at: datetime) -> bool:
    """Ends a pending offer for the system; False when somebody answered it meanwhile. One whose contact is over
    ends as that."""
    try:
        end_offer(offer=offer, result=result, by=SYSTEM, at=at)
    except InteractionOver:
        end_offers_of(interaction=offer.interaction, result=Result.CUSTOMER_LEFT, at=at)
    except OfferExpired:
        return False
    return True


@transaction.atomic
def end_offers_of(
    *, interaction: Interaction, result: str, made_until: datetime | None = None, at: datetime
) -> int:
    """Ends what is still offered of a contact that is over, was moved or taken; else it would be offered to one
    agent and answered by another. Of offers made later than `made_until` it knows nothing."""
    lock_case(interaction.case_id)
    pending = Offer.objects.pending().filter(interaction=interaction)
    if made_until:
        pending = pending.filter(made_at__lte=made_until)
    offers = list(pending.select_for_update(of=("self",)))
    for offer in offers:
        _end(offer, result, interaction, SYSTEM, at)
    return len(offers)


def _end(offer: Offer, result: str, interaction: Interaction, by: Actor, at: datetime) -> None:
    offer.result, offer.ended_at = result, at
    offer.save(update_fields=["result", "ended_at"])
    fact = OfferEnded(offer.pk, offer.interaction_id, offer.agent_id, offer.agent.name, result)
    record(interaction.case, fact, by=by, at=at)


def _count_miss(user_id: int, at: datetime) -> None:
    presence = Presence.objects.select_for_update().get(user_id=user_id)
    presence.missed_in_a_row += 1
    if presence.missed_in_a_row >= MISSES_ALLOWED:
        presence.state, presence.since = Presence.State.UNRESPONSIVE, at
    presence.save(update_fields=["missed_in_a_row", "state", "since"])
