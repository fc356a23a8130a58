"""What follows from an event. The one table: read it to know what the product does.

show   fragments for everybody who has the case open      tell   hints to widget, desk lists and wallboard
then   background work on the queue `live`                 later  background work on the queue `slow`
"""

from assist.desk.live import show_customer, show_head, show_item, tell_desks
from assist.journeys import events as journeys
from assist.journeys import tasks as plans
from assist.journeys.live import show_panel as show_steps
from assist.knowledge import events as knowledge
from assist.knowledge.live import show_panel as show_knowledge
from assist.knowledge.tasks import find_knowledge
from assist.nextbest.tasks import prepare
from assist.suggestions import events as suggestions
from assist.suggestions.live import show_panel as show_suggestions
from assist.suggestions.tasks import (
    retire_for_newer_turn,
    retire_for_owner,
    retire_for_sent_turn,
    suggest_for_contact,
    suggest_for_turn,
)
from assist.tools import events as tools
from assist.tools.live import show_card
from assist.tools.tasks import check_outcome, run_confirmed
from assist.understanding import events as understanding
from assist.wallboard.live import tell_floor
from assist.wrapup import events as wrapup
from assist.wrapup.live import show_clock
from assist.wrapup.live import show_panel as show_wrapup
from assist.wrapup.tasks import draft_for_case, draft_for_contact, plan_confirmed, wrap_up_without_person
from assist.writeback import events as writeback
from assist.writeback.live import show_panel as show_writeback
from assist.writeback.tasks import deliver_queued, write_follow_up, write_wrap_up
from cases.casefiles import events as casefiles
from cases.channels.widget.live import tell_state, tell_turn
from cases.events.dispatch import Reaction
from cases.events.facts import Fact
from cases.followups import events as followups
from cases.followups.live import show_panel as show_followups
from cases.interactions import events as interactions
from cases.routing import events as routing
from cases.routing.tasks import offer_contacts
from qa.reviews import events as reviews
from qa.sampling import events as sampling
from qa.sampling.tasks import pick_closed_case

REACTIONS: dict[type[Fact], Reaction] = {
    casefiles.CaseClosed: Reaction(show=[show_item, show_head], tell=[tell_desks], later=[pick_closed_case]),
    casefiles.HelpAsked: Reaction(show=[show_item], tell=[tell_floor]),
    interactions.TurnReceived: Reaction(
        show=[show_item, show_head],
        tell=[tell_desks, tell_turn],
        then=[retire_for_newer_turn, plans.see_turn],
    ),
    interactions.TurnSent: Reaction(
        show=[show_item, show_head], tell=[tell_desks, tell_turn], then=[retire_for_sent_turn, plans.see_turn]
    ),
    interactions.InteractionQueued: Reaction(
        show=[show_item, show_head],
        tell=[tell_desks, tell_state, tell_floor],
        then=[offer_contacts, suggest_for_contact, prepare],
    ),
    interactions.InteractionConnected: Reaction(
        show=[show_item, show_head],
        tell=[tell_desks, tell_state, tell_floor],
        then=[suggest_for_contact, prepare],
    ),
    interactions.ReturnedToAi: Reaction(
        show=[show_item, show_head], tell=[tell_desks, tell_state, tell_floor], then=[retire_for_owner]
    ),
    interactions.InteractionClosed: Reaction(
        show=[show_item, show_head],
        tell=[tell_desks, tell_state, tell_floor],
        then=[offer_contacts, retire_for_owner, wrap_up_without_person],
    ),
    routing.OfferEnded: Reaction(tell=[tell_desks], then=[offer_contacts]),
    casefiles.CaseResolved: Reaction(show=[show_item, show_head], tell=[tell_desks], then=[draft_for_case]),
    casefiles.CaseReopened: Reaction(show=[show_item, show_head], tell=[tell_desks]),
    casefiles.CustomerVerified: Reaction(show=[show_item, show_head, show_customer]),
    casefiles.IntentChanged: Reaction(show=[show_head], then=[plans.begin, prepare]),
    casefiles.LayerAssigned: Reaction(show=[show_head]),
    casefiles.NoteAdded: Reaction(show=[show_item]),
    interactions.InteractionOpened: Reaction(show=[show_item]),
    interactions.PersonAsked: Reaction(show=[show_item]),
    interactions.WrapUpStarted: Reaction(
        show=[show_item, show_head], tell=[tell_desks], then=[draft_for_contact, retire_for_owner]
    ),
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
    understanding.TurnUnderstood: Reaction(
        then=[suggest_for_turn, find_knowledge, plans.see_entities, prepare]
    ),
    tools.ToolCallProposed: Reaction(show=[show_card]),
    tools.ToolCallConfirmed: Reaction(show=[show_card], then=[run_confirmed]),
    tools.ToolCallAwaitingApproval: Reaction(show=[show_item, show_card], tell=[tell_floor]),
    tools.ToolCallApproved: Reaction(show=[show_item, show_card], tell=[tell_floor], then=[run_confirmed]),
    tools.ToolCallDenied: Reaction(show=[show_item, show_card], tell=[tell_floor]),
    tools.ToolCallBarred: Reaction(),
    tools.ToolCallWithdrawn: Reaction(show=[show_card], tell=[tell_floor]),
    tools.ToolCallRunning: Reaction(show=[show_card]),
    tools.ToolCallSucceeded: Reaction(show=[show_item, show_card], then=[plans.see_receipt, prepare]),
    tools.ToolCallFailed: Reaction(show=[show_item, show_card], then=[plans.see_failure, prepare]),
    tools.ToolCallChecking: Reaction(show=[show_item, show_card], then=[check_outcome]),
    tools.ToolCallExpired: Reaction(show=[show_card], tell=[tell_floor]),
    journeys.JourneyStarted: Reaction(show=[show_steps]),
    journeys.StepDone: Reaction(show=[show_steps], then=[prepare]),
    journeys.StepFailed: Reaction(show=[show_steps]),
    journeys.StepSkipped: Reaction(show=[show_steps], then=[prepare]),
    journeys.JourneyFinished: Reaction(show=[show_steps], then=[prepare]),
    journeys.JourneyLeft: Reaction(show=[show_steps]),
    wrapup.WrapUpDrafted: Reaction(show=[show_wrapup]),
    wrapup.WrapUpExtended: Reaction(show=[show_clock]),
    wrapup.WrapUpConfirmed: Reaction(
        show=[show_item, show_wrapup], then=[plan_confirmed], later=[write_wrap_up]
    ),
    writeback.CrmWriteQueued: Reaction(show=[show_writeback], later=[deliver_queued]),
    writeback.CrmWriteResent: Reaction(show=[show_writeback], later=[deliver_queued]),
    writeback.CrmWritten: Reaction(show=[show_item, show_writeback]),
    writeback.CrmFailed: Reaction(show=[show_item, show_writeback]),
    followups.FollowUpPlanned: Reaction(
        show=[show_item, show_followups], tell=[tell_desks], later=[write_follow_up]
    ),
    followups.FollowUpDue: Reaction(show=[show_item, show_followups], tell=[tell_desks]),
    followups.FollowUpEnded: Reaction(show=[show_item, show_followups], tell=[tell_desks]),
}
