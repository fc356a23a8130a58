"""What agents do with a suggestion: use, edit, dismiss, bring back; and what was sent in the end."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from assist.suggestions.actions import keep
from assist.suggestions.events import SuggestionDismissed, SuggestionRestored, SuggestionSent, SuggestionUsed
from assist.suggestions.models import Suggestion
from assist.suggestions.refusals import NotYourContact, SuggestionNotBacked, SuggestionRetired, UndoTooLate
from assist.suggestions.rules import edit_distance
from assist.suggestions.shadowing import note_sent
from cases.casefiles.actions import lock_case
from cases.events.actions import record
from cases.events.actors import Actor, ActorKind
from cases.events.facts import Fact
from cases.interactions.events import TurnSent
from cases.interactions.models import Turn
from cases.interactions.queries import has_newer_turn

State = Suggestion.State
DISCARDED = 0.75  # more changed than this: the agent wrote something else


@transaction.atomic
def use_suggestion(*, suggestion: Suggestion, by: Actor, at: datetime) -> Suggestion:
    """The agent takes the text into the message box. Raises SuggestionRetired, SuggestionNotBacked,
    NotYourContact.

    A second press is the same use, and so is one that arrives after the message it was for. Whether it is
    overtaken is decided here, whatever the screen showed.
    """
    suggestion = _locked(suggestion, by)
    if _is_theirs(suggestion, by):
        return suggestion
    _require_current(suggestion)
    if not suggestion.is_backed:
        raise SuggestionNotBacked
    return _take(suggestion, by, at)


@transaction.atomic
def edit_suggestion(*, suggestion: Suggestion, by: Actor, at: datetime) -> Suggestion:
    """The same for a text that the agent will change first, backed or not."""
    suggestion = _locked(suggestion, by)
    if _is_theirs(suggestion, by):
        return suggestion
    _require_current(suggestion)
    return _take(suggestion, by, at)


@transaction.atomic
def dismiss_suggestion(*, suggestion: Suggestion, reason: str, by: Actor, at: datetime) -> Suggestion:
    """Takes it away with one of four reasons; what it says is not offered again on this case."""
    suggestion = _locked(suggestion, by)
    if suggestion.state == State.DISMISSED:
        return suggestion
    _require_current(suggestion)
    reason = Suggestion.Dismissal(reason)
    keep(suggestion, state=State.DISMISSED, dismissed_at=at, dismissal=reason)
    return _recorded(suggestion, SuggestionDismissed(suggestion.pk, reason), by, at)


@transaction.atomic
def restore_suggestion(*, suggestion: Suggestion, by: Actor, at: datetime) -> Suggestion:
    """Undoes a dismissal within 10 seconds. Raises UndoTooLate, SuggestionRetired."""
    suggestion = _locked(suggestion, by)
    if not suggestion.can_be_restored(at) or _place_is_taken(suggestion):
        raise UndoTooLate
    if has_newer_turn(suggestion.answers_turn):
        raise SuggestionRetired
    keep(suggestion, state=State.SHOWN, dismissed_at=None, dismissal="")
    return _recorded(suggestion, SuggestionRestored(suggestion.pk), by, at)


@transaction.atomic
def record_edit(*, turn: Turn, suggestion_id: int, at: datetime) -> Suggestion | None:
    """Ties the sent turn to the suggestion it came from and measures how much of it was changed.

    Without an id the last used and unsent one of the contact is meant, unless little of it is left: then it
    was used but not sent, and stays so. A named one that is still shown was used: the message was faster
    than the word that it was taken.
    """
    lock_case(turn.case_id)
    unsent = Suggestion.objects.filter(interaction=turn.interaction, sent_turn=None)
    used = unsent.filter(state=State.USED).order_by("-used_at")
    named = unsent.filter(pk=suggestion_id, state__in=(State.USED, State.SHOWN))
    suggestion = (named if suggestion_id else used).first()
    if suggestion is None:
        return None
    distance = edit_distance(suggestion.body, turn.text)
    if distance > DISCARDED and not suggestion_id:
        return None
    actor = Actor(ActorKind(turn.speaker), turn.speaker_id, turn.speaker_name)
    if suggestion.is_shown:
        _take(suggestion, actor, at)
    state = State.EDITED if distance else State.USED
    keep(suggestion, state=state, sent_turn=turn, edit_distance=distance)
    note_sent(suggestion)
    return _recorded(suggestion, SuggestionSent(suggestion.pk, turn.pk, distance), actor, at)


def _locked(suggestion: Suggestion, by: Actor) -> Suggestion:
    """The suggestion as it is now, under the case's lock, for the agent who has the contact."""
    case = lock_case(suggestion.case_id)
    fresh = Suggestion.objects.select_related("interaction", "answers_turn").get(pk=suggestion.pk)
    if not fresh.interaction.is_owned_by(by):
        raise NotYourContact
    fresh.case = case
    return fresh


def _is_theirs(suggestion: Suggestion, by: Actor) -> bool:
    """Whether this person took it before: it is in their message box, or the message that names it is sent."""
    if suggestion.state in (State.USED, State.EDITED):
        return suggestion.used_by_id == by.user_id
    sent = suggestion.case.events.filter(name=TurnSent.NAME, payload__suggestion_id=suggestion.pk)
    return suggestion.is_shown and sent.filter(actor_id=by.id).exists()


def _require_current(suggestion: Suggestion) -> None:
    if not suggestion.is_shown or has_newer_turn(suggestion.answers_turn):
        raise SuggestionRetired


def _take(suggestion: Suggestion, by: Actor, at: datetime) -> Suggestion:
    keep(suggestion, state=State.USED, used_at=at, used_by_id=by.user_id)
    return _recorded(suggestion, SuggestionUsed(suggestion.pk, suggestion.answers_turn_id), by, at)


def _place_is_taken(suggestion: Suggestion) -> bool:
    others = Suggestion.objects.shown().filter(case_id=suggestion.case_id).exclude(pk=suggestion.pk)
    return others.filter(rank=suggestion.rank).exists() or others.filter(key=suggestion.key).exists()


def _recorded(suggestion: Suggestion, fact: Fact, by: Actor, at: datetime) -> Suggestion:
    record(suggestion.case, fact, by=by, at=at)
    return suggestion
