"""Background reactions of routing. The clock is read here, at the edge."""

from django.utils import timezone

from cases.events.models import Event
from cases.interactions.models import Interaction
from cases.routing.actions import end_offers_of
from cases.routing.models import Offer
from cases.routing.offering import offer_waiting


def end_offers(event: Event) -> None:
    """A contact ended: it is offered to nobody any more."""
    end_offers_of(interaction=_contact(event), result=Offer.Result.CUSTOMER_LEFT, at=timezone.now())


def take_back_offers(event: Event) -> None:
    """A contact was taken or moved: whoever it was offered to before is asked no more."""
    taken_back = Offer.Result.RESCINDED
    end_offers_of(interaction=_contact(event), result=taken_back, made_until=event.at, at=timezone.now())


def _contact(event: Event) -> Interaction:
    return Interaction.objects.select_related("case").get(pk=event.payload["interaction_id"])


def offer_contacts(event: Event) -> None:
    """A contact was queued or a place freed: offer what waits."""
    offer_waiting(at=timezone.now())
