"""Background reactions: whoever gets the contact next finds the bundle. The clock is read here, at the edge."""

from django.utils import timezone

from assist.handoffs.actions import make_handoff
from cases.events.actors import SYSTEM
from cases.events.models import Event
from cases.interactions.models import Interaction


def hand_to_queue(event: Event) -> None:
    """After `interaction.queued`."""
    _make(event, to=event.payload["queue_name"], reason=event.payload["reason"])


def hand_to_ai(event: Event) -> None:
    """After `interaction.returned_to_ai`."""
    _make(event, to="AI agent", reason=event.payload.get("reason") or "The routine rest of the work")


def hand_to_colleague(event: Event) -> None:
    """After `interaction.connected`, where the contact went from one agent straight to another."""
    if event.payload.get("previous_agent_id"):
        _make(event, to=event.payload["agent_name"], reason="Passed on by a colleague")


def _make(event: Event, *, to: str, reason: str) -> None:
    interaction = Interaction.objects.select_related("case__customer").get(pk=event.payload["interaction_id"])
    make_handoff(
        interaction=interaction, basis_seq=event.seq, reason=reason, to=to, by=SYSTEM, at=timezone.now()
    )
