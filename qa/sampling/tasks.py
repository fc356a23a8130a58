"""What follows from a closed case."""

from django.utils import timezone

from cases.events.actors import SYSTEM
from cases.events.models import Event
from qa.sampling.actions import pick_case


def pick_closed_case(event: Event) -> None:
    """Background reaction on CaseClosed. The draw hangs on the event's hash, which nobody can choose."""
    pick_case(case=event.case, seed=event.hash, by=SYSTEM, at=timezone.now())
