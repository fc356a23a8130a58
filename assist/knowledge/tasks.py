from django.utils import timezone

from assist.knowledge.actions import find_for_turn
from cases.events.models import Event
from cases.interactions.queries import turn_of


def find_knowledge(event: Event) -> None:
    """After a turn was understood: the passages that answer it."""
    find_for_turn(turn=turn_of(event), at=timezone.now())
