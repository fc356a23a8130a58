"""What follows from an event. The one table: read it to know what the product does.

show   fragments for everybody who has the case open      tell   hints to widget, desk lists and wallboard
then   background work on the queue `live`                 later  background work on the queue `slow`
"""

from assist.desk.live import show_customer, show_head, show_item, tell_desks
from assist.knowledge import events as knowledge
from assist.knowledge.live import show_panel as show_knowledge
from assist.suggestions import events as suggestions
from assist.suggestions.live import show_panel as show_suggestions
from assist.suggestions.tasks import (
    retire_for_newer_turn,
    retire_for_owner,
    retire_for_sent_turn,
    suggest_for_contact,
)
from assist.wallboard.live import tell_floor
from cases.casefiles import events as casefiles
from cases.channels.widget.live import tell_state, tell_turn
from cases.events.dispatch import Reaction
from cases.events.facts import Fact
from cases.interactions import events as interactions
from cases.routing import events as routing
from cases.routing.tasks import offer_contacts
from qa.reviews import events as reviews
from qa.sampling import events as sampling
from qa.sampling.tasks import pick_closed_case

REACTIONS: dict[type[Fact], Reaction] = {
    casefiles.CaseClosed: Reaction(show=[show_item, show_head], tell=[tell_desks], later=[pick_closed_case]),
    casefiles.HelpAsked: Reaction(show=[show_item], tell=[tell_floor]),
    interactions.TurnReceived: Reaction(show=[show_item, show_head], tell=[tell_desks, tell_turn], then=[retire_for_newer_turn]),
    interactions.TurnSent: Reaction(show=[show_item, show_head], tell=[tell_desks, tell_turn], then=[retire_for_sent_turn]),
    interactions.InteractionQueued: Reaction(show=[show_item, show_head], tell=[tell_desks, tell_state, tell_floor], then=[offer_contacts, suggest_for_contact]),
    interactions.InteractionConnected: Reaction(show=[show_item, show_head], tell=[tell_desks, tell_state, tell_floor], then=[suggest_for_contact]),
    interactions.ReturnedToAi: Reaction(show=[show_item, show_head], tell=[tell_desks, tell_state, tell_floor], then=[retire_for_owner]),
    interactions.InteractionClosed: Reaction(show=[show_item, show_head], tell=[tell_desks, tell_state, tell_floor], then=[offer_contacts, retire_for_owner]),
    routing.OfferEnded: Reaction(tell=[tell_desks], then=[offer_contacts]),
    casefiles.CaseResolved: Reaction(show=[show_item, show_head], tell=[tell_desks]),
    casefiles.CaseReopened: Reaction(show=[show_item, show_head], tell=[tell_desks]),
    casefiles.CustomerVerified: Reaction(show=[show_item, show_head, show_customer]),
    casefiles.IntentChanged: Reaction(show=[show_head]),
    casefiles.LayerAssigned: Reaction(show=[show_head]),
    casefiles.NoteAdded: Reaction(show=[show_item]),
    interactions.InteractionOpened: Reaction(show=[show_item]),
    interactions.PersonAsked: Reaction(show=[show_item]),
    interactions.WrapUpStarted: Reaction(show=[show_item, show_head], tell=[tell_desks], then=[retire_for_owner]),
    routing.OfferMade: Reaction(tell=[tell_desks]),
    knowledge.KnowledgeFound: Reaction(show=[show_knowledge]),
    knowledge.GapReported: Reaction(show=[show_knowledge]),
    suggestions.SuggestionShown: Reaction(show=[show_suggestions]),
    suggestions.SuggestionWithheld: Reaction(show=[show_suggestions]),
    suggestions.SuggestionUsed: Reaction(show=[show_suggestions]),
    suggestions.SuggestionDismissed: Reaction(show=[show_suggestions]),
    suggestions.SuggestionRestored: Reaction(show=[show_suggestions]),
    suggestions.SuggestionsRetired: Reaction(show=[show_suggestions]),
    suggestions.SuggestionFailed: Reaction(show=[show_suggestions]),
    knowledge.ArticleFlagged: Reaction(),
    suggestions.SuggestionSent: Reaction(),
    sampling.CasePicked: Reaction(),
    reviews.ReviewSubmitted: Reaction(),
}
