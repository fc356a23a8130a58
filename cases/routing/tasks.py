"""Background reactions of routing. The clock is read here, at the edge."""

from django.utils import timezone

from cases.events.models import Event
from cases.routing.offering import offer_waiting


def offer_contacts(event: Event) -> None:
    """A contact was queued or a place freed: offer what waits."""
    offer_waiting(at=timezone.now())
