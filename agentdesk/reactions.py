"""What follows from an event. The one table: read it to know what the product does.

show   fragments for everybody who has the case open      tell   hints to widget, desk lists and wallboard
then   background work on the queue `live`                 later  background work on the queue `slow`
"""

from assist.desk.live import show_customer, show_head, show_item, show_orders, tell_desks
from assist.desk.tasks import follow_next_state, look_up_customer
from assist.escalation import events as escalation
from assist.escalation.tasks import escalate_asked, place_understood
from assist.frontline import events as frontline
from assist.frontline.tasks import answer_understood, honour_asked
from assist.handoffs import events as handoffs
from assist.handoffs.live import show_panel as show_handoff
from assist.handoffs.tasks import hand_to_ai, hand_to_colleague, hand_to_queue
from assist.journeys import events as journeys
from assist.journeys import tasks as plans
from assist.journeys.live import show_panel as show_steps
from assist.knowledge import events as knowledge
from assist.knowledge.live import show_panel as show_knowledge
from assist.knowledge.tasks import find_knowledge
from assist.nextbest import events as nextbest
from assist.nextbest.live import show_panel as show_next_steps
from assist.nextbest.tasks import prepare
from assist.providers.language import events as language
from assist.providers.language.live import show_panel as show_left
from assist.suggestions import events as suggestions
from assist.suggestions.live import show_panel as show_suggestions
from assist.suggestions.tasks import (
    draft_for_turn as draft_reply_for_turn,
)
from assist.suggestions.tasks import (
    retire_for_newer_turn,
    retire_for_owner,
    retire_for_sent_turn,
    suggest_for_contact,
    suggest_for_turn,
    suggest_held,
)
from assist.tools import events as tools
from assist.tools.live import show_card
from assist.tools.tasks import check_outcome, run_confirmed
from assist.understanding import events as understanding
from assist.understanding.tasks import understand_received
from assist.wallboard.live import tell_floor
from assist.wrapup import events as wrapup
from assist.wrapup.live import show_clock
from assist.wrapup.live import show_panel as show_wrapup
from assist.wrapup.tasks import (
    draft_for_case,
    draft_for_contact,
    plan_confirmed,
    reword_drafted,
    wrap_up_without_person,
)
from assist.writeback import events as writeback
from assist.writeback.live import show_panel as show_writeback
from assist.writeback.tasks import deliver_queued, write_follow_up, write_follow_up_end, write_wrap_up
from cases.casefiles import events as casefiles
from cases.channels.widget.live import tell_state, tell_turn
from cases.events.dispatch import Reaction
from cases.events.facts import Fact
from cases.followups import events as followups
from cases.followups.live import show_panel as show_followups
from cases.interactions import events as interactions
from cases.routing import events as routing
from cases.routing.tasks import end_offers, offer_contacts, take_back_offers
from qa.reviews import events as reviews
from qa.sampling import events as sampling
from qa.sampling.tasks import pick_closed_case

REACTIONS: dict[type[Fact], Reaction] = {
    # --- the customer, the AI agent and the agent talk
    interactions.InteractionOpened: Reaction(show=[show_item], later=[look_up_customer]),
    interactions.TurnReceived: Reaction(
        show=[show_item],  # the words first; the head follows with turn.understood
        tell=[tell_turn, tell_desks],
        then=[retire_for_newer_turn, understand_received, plans.see_turn],
    ),
    understanding.TurnUnderstood: Reaction(
        show=[show_head],
        then=[
            place_understood,
            answer_understood,
            suggest_for_turn,
            find_knowledge,
            plans.see_entities,
            prepare,
        ],
    ),
    interactions.TurnSent: Reaction(
        show=[show_item, show_head],
        tell=[tell_turn, tell_desks],
        then=[retire_for_sent_turn, plans.see_turn],
    ),
    frontline.AiAnswered: Reaction(),
    frontline.AiWasOvertaken: Reaction(),
    # --- who has the contact
    interactions.PersonAsked: Reaction(show=[show_item], then=[honour_asked, escalate_asked]),
    escalation.CaseEscalated: Reaction(show=[show_item, show_handoff], tell=[tell_floor]),
    interactions.InteractionQueued: Reaction(
        show=[show_item, show_head],
        tell=[tell_state, tell_desks, tell_floor],
        then=[hand_to_queue, take_back_offers, offer_contacts, suggest_for_contact, prepare],
    ),
    handoffs.HandoffMade: Reaction(show=[show_handoff, show_customer]),
    routing.OfferMade: Reaction(tell=[tell_desks]),
    routing.OfferEnded: Reaction(tell=[tell_desks], then=[offer_contacts]),
    interactions.InteractionConnected: Reaction(
        show=[show_item, show_head],
        tell=[tell_state, tell_desks, tell_floor],
        then=[hand_to_colleague, take_back_offers, suggest_for_contact, prepare],
    ),
    interactions.ReturnedToAi: Reaction(
        show=[show_item, show_head],
        tell=[tell_state, tell_desks, tell_floor],
        then=[hand_to_ai, retire_for_owner],
    ),
    interactions.WrapUpStarted: Reaction(
        show=[show_item, show_head, show_wrapup],
        tell=[tell_desks, tell_floor],
        then=[draft_for_contact, retire_for_owner, offer_contacts],
    ),
    interactions.InteractionClosed: Reaction(
        show=[show_item, show_head],
        tell=[tell_state, tell_desks, tell_floor],
        then=[end_offers, follow_next_state, offer_contacts, retire_for_owner, wrap_up_without_person],
    ),
    # --- the case
    casefiles.CaseOpened: Reaction(),
    interactions.ContentRemoved: Reaction(show=[show_item]),
    casefiles.IntentChanged: Reaction(show=[show_head], then=[plans.begin, prepare]),
    casefiles.LayerAssigned: Reaction(show=[show_head]),
    casefiles.CustomerVerified: Reaction(show=[show_item, show_head, show_customer]),
    casefiles.VerificationFailed: Reaction(),  # the tool's own card says it on the screen
    casefiles.NoteAdded: Reaction(show=[show_item]),
    casefiles.HelpAsked: Reaction(show=[show_item], tell=[tell_floor]),
    casefiles.CaseResolved: Reaction(
        show=[show_item, show_head, show_next_steps], tell=[tell_desks, tell_floor], then=[draft_for_case]
    ),
    casefiles.CaseReopened: Reaction(
        show=[show_item, show_head, show_next_steps], tell=[tell_desks, tell_floor]
    ),
    casefiles.CaseClosed: Reaction(
        show=[show_item, show_head], tell=[tell_desks, tell_floor], later=[pick_closed_case]
    ),
    # --- knowledge and suggestions
    knowledge.KnowledgeFound: Reaction(show=[show_knowledge]),
    knowledge.GapReported: Reaction(show=[show_knowledge]),
    knowledge.ArticleFlagged: Reaction(),
    suggestions.SuggestionShown: Reaction(show=[show_suggestions]),
    suggestions.SuggestionWithheld: Reaction(show=[show_suggestions]),
    suggestions.SuggestionHeld: Reaction(),
    suggestions.ReplyDraftWanted: Reaction(then=[draft_reply_for_turn]),
    suggestions.HeldSuggestionDue: Reaction(then=[suggest_held]),
    suggestions.SuggestionUsed: Reaction(show=[show_suggestions]),
    suggestions.SuggestionDismissed: Reaction(show=[show_suggestions]),
    suggestions.SuggestionRestored: Reaction(show=[show_suggestions]),
    suggestions.SuggestionsRetired: Reaction(show=[show_suggestions]),
    suggestions.SuggestionFailed: Reaction(show=[show_suggestions]),
    suggestions.SuggestionSent: Reaction(),
    language.LanguageModelAsked: Reaction(show=[show_left]),
    # --- tools and journeys
    tools.ToolCallProposed: Reaction(show=[show_card, show_next_steps]),
    tools.ToolCallBarred: Reaction(),
    tools.ToolCallConfirmed: Reaction(show=[show_card], then=[run_confirmed]),
    tools.ToolCallAwaitingApproval: Reaction(show=[show_item, show_card], tell=[tell_floor]),
    tools.ToolCallApproved: Reaction(show=[show_item, show_card], tell=[tell_floor], then=[run_confirmed]),
    tools.ToolCallDenied: Reaction(show=[show_item, show_card, show_next_steps], tell=[tell_floor]),
    tools.ToolCallWithdrawn: Reaction(show=[show_card, show_next_steps], tell=[tell_floor]),
    tools.ToolCallExpired: Reaction(show=[show_card, show_next_steps], tell=[tell_floor]),
    tools.ToolCallRunning: Reaction(show=[show_card]),
    tools.ToolCallChecking: Reaction(show=[show_item, show_card], then=[check_outcome]),
    tools.ToolCallSucceeded: Reaction(
        show=[show_item, show_card, show_orders, show_next_steps],
        tell=[tell_floor],
        then=[plans.see_receipt, prepare],
    ),
    tools.ToolCallCompensated: Reaction(
        show=[show_item, show_card, show_next_steps], tell=[tell_floor], then=[plans.see_reversal, prepare]
    ),
    tools.ToolCallFailed: Reaction(
        show=[show_item, show_card, show_next_steps], tell=[tell_floor], then=[plans.see_failure, prepare]
    ),
    journeys.JourneyStarted: Reaction(show=[show_steps]),
    journeys.StepDone: Reaction(show=[show_steps, show_next_steps], then=[prepare]),
    journeys.StepFailed: Reaction(show=[show_steps]),
    journeys.StepReopened: Reaction(show=[show_steps, show_next_steps], then=[prepare]),
    journeys.StepSkipped: Reaction(show=[show_steps, show_next_steps], then=[prepare]),
    journeys.JourneyFinished: Reaction(show=[show_steps, show_next_steps], then=[prepare]),
    journeys.JourneyLeft: Reaction(show=[show_steps, show_next_steps]),
    nextbest.NextStepsRanked: Reaction(show=[show_next_steps]),
    # --- afterwards
    wrapup.WrapUpDrafted: Reaction(show=[show_wrapup], later=[reword_drafted]),
    wrapup.WrapUpExtended: Reaction(show=[show_clock]),
    wrapup.WrapUpConfirmed: Reaction(
        show=[show_item, show_wrapup], then=[plan_confirmed], later=[write_wrap_up]
    ),
    writeback.CrmWriteQueued: Reaction(show=[show_writeback], later=[deliver_queued]),
    writeback.CrmWriteResent: Reaction(show=[show_writeback], later=[deliver_queued]),
    writeback.CrmWritten: Reaction(show=[show_item, show_writeback]),
    writeback.CrmFailed: Reaction(show=[show_item, show_writeback], tell=[tell_floor]),
    followups.FollowUpPlanned: Reaction(
        show=[show_item, show_followups], tell=[tell_desks], later=[write_follow_up]
    ),
    followups.FollowUpDue: Reaction(show=[show_item, show_followups], tell=[tell_desks]),
    followups.FollowUpEnded: Reaction(
        show=[show_item, show_followups], tell=[tell_desks], later=[write_follow_up_end]
    ),
    sampling.CasePicked: Reaction(),
    reviews.ReviewSubmitted: Reaction(),
}
