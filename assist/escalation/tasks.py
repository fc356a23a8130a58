"""Reactions. On `turn.understood`: `place_understood` first, then the AI agent's own, `escalate_understood` last as the net."""

from django.utils import timezone

from assist.escalation.actions import escalate, place_case
from assist.escalation.queries import decision_of
from cases.events.actors import AI_AGENT, SYSTEM
from cases.events.models import Event
from cases.interactions.models import Interaction
from cases.interactions.queries import turn_of


def place_understood(event: Event) -> None:
    """The case's layer after one more turn."""
    place_case(interaction=turn_of(event).interaction, at=timezone.now())


def escalate_understood(event: Event) -> None:
    """Hands over what the rules say a person must have, if the AI agent still leads the contact."""
    interaction = _interaction(event)
    if interaction.owner != Interaction.Owner.AI_AGENT:
        return
    decision = decision_of(interaction)
    if decision.path.leaves_ai:
        escalate(
            interaction=interaction,
            triggers=decision.triggers,
            path=decision.path,
            by=AI_AGENT,
            at=timezone.now(),
        )


def escalate_asked(event: Event) -> None:
    """The wish for a person is honoured at the first request, whatever else is known."""
    interaction = _interaction(event)
    if interaction.owner == Interaction.Owner.AI_AGENT:
        decision = decision_of(interaction)
        escalate(
            interaction=interaction,
            triggers=decision.triggers,
            path=decision.path,
            by=SYSTEM,
            at=timezone.now(),
        )


def _interaction(event: Event) -> Interaction:
    return Interaction.objects.select_related("case__customer").get(pk=event.payload["interaction_id"])
