"""Background reactions of routing. The clock is read here, at the edge."""

from django.utils import timezone

from cases.events.models import Event
from cases.interactions.models import Interaction
from cases.routing.actions import end_offers_of
from cases.routing.offering import offer_waiting


def end_offers(event: Event) -> None:
    """A contact ended: it is offered to nobody any more."""
    interaction = Interaction.objects.select_related("case").get(pk=event.payload["interaction_id"])
    end_offers_of(interaction=interaction, at=timezone.now())


def offer_contacts(event: Event) -> None:
    """A contact was queued or a place freed: offer what waits."""
    offer_waiting(at=timezone.now())
