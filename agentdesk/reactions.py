"""What follows from an event. The one table: read it to know what the product does.

show   fragments for everybody who has the case open      tell   hints to widget, desk lists and wallboard
then   background work on the queue `live`                 later  background work on the queue `slow`
"""

from assist.wallboard.live import tell_floor
from cases.casefiles import events as casefiles
from cases.channels.widget.live import tell_state, tell_turn
from cases.events.dispatch import Reaction
from cases.events.facts import Fact
from cases.interactions import events as interactions
from cases.routing import events as routing
from cases.routing.tasks import offer_contacts
from qa.sampling.tasks import pick_closed_case

REACTIONS: dict[type[Fact], Reaction] = {
    casefiles.CaseClosed: Reaction(later=[pick_closed_case]),
    casefiles.HelpAsked: Reaction(tell=[tell_floor]),
    interactions.TurnReceived: Reaction(tell=[tell_turn]),
    interactions.TurnSent: Reaction(tell=[tell_turn]),
    interactions.InteractionQueued: Reaction(tell=[tell_state, tell_floor], then=[offer_contacts]),
    interactions.InteractionConnected: Reaction(tell=[tell_state, tell_floor]),
    interactions.ReturnedToAi: Reaction(tell=[tell_state, tell_floor]),
    interactions.InteractionClosed: Reaction(tell=[tell_state, tell_floor], then=[offer_contacts]),
    routing.OfferEnded: Reaction(then=[offer_contacts]),
}
