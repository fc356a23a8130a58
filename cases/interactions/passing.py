"""Who has the contact: to the queue, to an agent, back to the AI agent, into wrap-up, to its end."""

from datetime import datetime

from django.db import transaction

from cases.casefiles.models import Case
from cases.events.actions import record
from cases.events.actors import Actor
from cases.interactions.actions import _lock
from cases.interactions.events import (
    InteractionClosed,
    InteractionConnected,
    InteractionQueued,
    ReturnedToAi,
    WrapUpStarted,
)
from cases.interactions.models import Interaction
from cases.interactions.refusals import InteractionOver, NotTheOwner
from cases.people.models import User

State, Owner = Interaction.State, Interaction.Owner


def lock_interaction(interaction: Interaction) -> Interaction:
    """The contact as it is now, under its case's lock. Raises InteractionOver."""
    locked = _lock(interaction)
    if locked.is_over:
        raise InteractionOver
    return locked


@transaction.atomic
def queue_interaction(
    *, interaction: Interaction, queue: "object", reason: str, by: Actor, at: datetime, ahead: bool = False
) -> bool:
    """Puts the contact into the queue; False when it waits in that queue already. Keeps its waiting time."""
    locked = lock_interaction(interaction)
    if locked.state == State.QUEUED and locked.queue_id == queue.pk and (locked.is_ahead or not ahead):  # type: ignore[attr-defined]
        return False
    waited = locked.queued_at if locked.state in (State.QUEUED, State.OFFERED) else None
    _save(
        locked,
        state=State.QUEUED,
        owner=Owner.QUEUE,
        agent=None,
        queue=queue,
        queued_at=waited or at,
        queue_reason=reason[:300],
        is_ahead=ahead,
    )
    _keep_on_case(locked.case, owner=None, team_id=queue.team_id or locked.case.team_id)  # type: ignore[attr-defined]
    fact = InteractionQueued(locked.pk, queue.pk, queue.name, reason[:300], ahead)  # type: ignore[attr-defined]
    record(locked.case, fact, by=by, at=at)
    return True


@transaction.atomic
def connect_agent(*, interaction: Interaction, agent: User, by: Actor, at: datetime) -> None:
    """Makes the agent the owner; from here on only this agent speaks."""
    locked = lock_interaction(interaction)
    if locked.owner == Owner.AGENT and locked.agent_id == agent.pk:
        return
    previous = locked.agent_id or 0
    _save(locked, state=State.CONNECTED, owner=Owner.AGENT, agent=agent, connected_at=at, had_person=True)
    _keep_on_case(locked.case, owner=agent, state=Case.State.OPEN)
    record(locked.case, InteractionConnected(locked.pk, agent.pk, agent.name, previous), by=by, at=at)


@transaction.atomic
def return_to_ai(*, interaction: Interaction, reason: str = "", by: Actor, at: datetime) -> None:
    """Gives the contact back to the AI agent with the whole context. Raises NotTheOwner."""
    locked = lock_interaction(interaction)
    if not locked.is_owned_by(by):
        raise NotTheOwner
    agent_id = locked.agent_id or 0
    _save(locked, state=State.RETURNED, owner=Owner.AI_AGENT, agent=None, person_asked_at=None)
    _keep_on_case(locked.case, owner=None)
    record(locked.case, ReturnedToAi(locked.pk, agent_id, reason), by=by, at=at)


@transaction.atomic
def start_wrap_up(*, interaction: Interaction, by: Actor, at: datetime) -> None:
    """The talk is over, the writing begins. Raises NotTheOwner."""
    locked = lock_interaction(interaction)
    if not locked.is_owned_by(by):
        raise NotTheOwner
    if locked.state != State.WRAP_UP:
        _save(locked, state=State.WRAP_UP, wrap_up_at=at)
        record(locked.case, WrapUpStarted(locked.pk, locked.agent_id or 0), by=by, at=at)


@transaction.atomic
def close_interaction(*, interaction: Interaction, by: Actor, at: datetime, abandoned: bool = False) -> None:
    """Ends the contact; does nothing when it has ended."""
    locked = _lock(interaction)
    if locked.is_over:
        return
    state = State.ABANDONED if abandoned else State.CLOSED
    _save(locked, state=state, owner=Owner.NOBODY, ended_at=at)
    record(locked.case, InteractionClosed(locked.pk, state, locked.agent_id or 0), by=by, at=at)


def mark_offered(*, interaction: Interaction, offered: bool) -> None:
    """Between queued and offered, by the routing room, inside its transaction."""
    Interaction.objects.filter(pk=interaction.pk, state__in=[State.QUEUED, State.OFFERED]).update(
        state=State.OFFERED if offered else State.QUEUED
    )


def _save(interaction: Interaction, **values: object) -> None:
    for key, value in values.items():
        setattr(interaction, key, value)
    interaction.save(update_fields=list(values))


def _keep_on_case(case: Case, **values: object) -> None:
    for key, value in values.items():
        setattr(case, key, value)
    case.save(update_fields=[key.removesuffix("_id") if key == "team_id" else key for key in values])
