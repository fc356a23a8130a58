from django.utils import timezone

from assist.understanding.actions import understand_turn
from cases.events.models import Event
from cases.interactions.models import Turn


def understand_received(event: Event) -> None:
    """Reaction to `turn.received`: reads the turn."""
    turn = Turn.objects.select_related("interaction", "case").get(pk=event.payload["turn_id"])
    understand_turn(turn=turn, at=timezone.now())
