"""Reactions. On `turn.understood` the layer comes first; who hands over then is the AI agent (`assist.frontline.tasks`)."""

from django.utils import timezone

from assist.escalation.actions import escalate, place_case
from assist.escalation.queries import decision_of
from cases.events.actors import SYSTEM
from cases.events.models import Event
from cases.interactions.models import Interaction
from cases.interactions.queries import turn_of


def place_understood(event: Event) -> None:
    """The case's layer after one more turn."""
    place_case(interaction=turn_of(event).interaction, at=timezone.now())


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
