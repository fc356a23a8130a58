"""What follows from an event. The one table: read it to know what the product does.

show   fragments for everybody who has the case open      tell   hints to widget, desk lists and wallboard
then   background work on the queue `live`                 later  background work on the queue `slow`
"""

from cases.events.dispatch import Reaction
from cases.events.facts import Fact
from cases.interactions import events as interactions
from cases.routing import events as routing
from cases.routing.tasks import offer_contacts

REACTIONS: dict[type[Fact], Reaction] = {
    interactions.InteractionQueued: Reaction(then=[offer_contacts]),
    interactions.InteractionClosed: Reaction(then=[offer_contacts]),
    routing.OfferEnded: Reaction(then=[offer_contacts]),
}
