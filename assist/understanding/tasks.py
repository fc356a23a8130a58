from django.utils import timezone

from assist.understanding.actions import understand_turn
from cases.events.models import Event
from cases.interactions.queries import turn_of


def understand_received(event: Event) -> None:
    """Reaction to `turn.received`: reads the turn."""
    understand_turn(turn=turn_of(event), at=timezone.now())
