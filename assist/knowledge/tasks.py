from django.utils import timezone

from assist.knowledge.actions import find_for_turn
from cases.events.models import Event
from cases.interactions.models import Turn


def find_knowledge(event: Event) -> None:
    """After a turn was understood: the passages that answer it."""
    turn = Turn.objects.select_related("interaction", "case").get(pk=event.payload["turn_id"])
    find_for_turn(turn=turn, at=timezone.now())
