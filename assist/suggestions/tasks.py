"""Background reactions. Each is idempotent, calls one action, and is a plain function of the event."""

from django.utils import timezone

from assist.suggestions.actions import (
    prepare_for_owner,
    retire_suggestions,
    suggest_for_held,
    suggest_for_understood,
)
from assist.suggestions.drafts import make_draft, show_draft
from assist.suggestions.models import Suggestion
from assist.suggestions.using import record_edit
from cases.events.actors import ActorKind
from cases.events.models import Event
from cases.interactions.models import Interaction
from cases.interactions.queries import contact_of, turn_of

Why = Suggestion.Retirement


def suggest_for_turn(event: Event) -> None:
    """After a turn was understood: replies to it, while a person has the contact or it waits for one."""
    suggest_for_understood(turn=turn_of(event), asked_at=event.at, at=timezone.now())


def suggest_held(event: Event) -> None:
    """After what held a suggestion back has passed: the same again, for the turn if it still is the newest."""
    suggest_for_held(turn=turn_of(event), asked_at=event.at, at=timezone.now())


def suggest_for_contact(event: Event) -> None:
    """After a contact came to the queue or to an agent: replies to what the customer said last."""
    prepare_for_owner(interaction=_interaction(event), asked_at=event.at, at=timezone.now())


def draft_for_turn(event: Event) -> None:
    """After what was found is shown: one more reply by the language model that is connected."""
    turn, is_asked = turn_of(event), bool(event.payload["is_asked"])
    made = make_draft(turn=turn, at=timezone.now(), is_asked=is_asked)
    if made:
        show_draft(turn=turn, draft=made, asked_at=event.at, at=timezone.now(), is_asked=is_asked)


def retire_for_newer_turn(event: Event) -> None:
    """After the customer wrote again: what answered an earlier turn is out of date."""
    turn = turn_of(event)
    retire_suggestions(interaction=turn.interaction, why=Why.NEWER_TURN, before_seq=turn.seq, at=event.at)


def retire_for_sent_turn(event: Event) -> None:
    """After a person answered: measures what became of the used suggestion and retires the others."""
    turn = turn_of(event)
    if turn.speaker == ActorKind.AGENT:
        record_edit(turn=turn, suggestion_id=event.payload.get("suggestion_id", 0), at=event.at)
        retire_suggestions(
            interaction=turn.interaction, why=Why.MESSAGE_SENT, before_seq=turn.seq, at=event.at
        )


def retire_for_owner(event: Event) -> None:
    """After the contact left the person: back to the AI agent, into wrap-up, ended."""
    retire_suggestions(interaction=_interaction(event), why=Why.OWNER_CHANGED, at=event.at)


def _interaction(event: Event) -> Interaction:
    interaction = contact_of(event.case_id, event.payload["interaction_id"])
    interaction.case = event.case
    return interaction
