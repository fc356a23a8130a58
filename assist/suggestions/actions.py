"""Putting replies forward and retiring them. What agents do with them stands in `using.py`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import structlog
from django.db import transaction

from assist.knowledge.queries import asks_something, question_of
from assist.providers.language import is_configured
from assist.suggestions import engine
from assist.suggestions.attention import PASSING, why_hold
from assist.suggestions.events import (
    ReplyDraftWanted,
    SuggestionFailed,
    SuggestionShown,
    SuggestionsRetired,
    SuggestionWithheld,
)
from assist.suggestions.holding import attention_of, budget, hold, release, stood_before
from assist.suggestions.models import DEADLINE, Suggestion
from assist.suggestions.rules import Candidate, History, choose, is_late, why_silent
from assist.suggestions.shadowing import follow_in_shadow
from assist.suggestions.situations import (
    answered_turns,
    history_of,
    shown_of,
    situation_of,
    turn_to_answer,
)
from assist.understanding.queries import understanding_of
from cases.casefiles.actions import lock_case
from cases.events.actions import record
from cases.events.actors import SYSTEM, Actor
from cases.events.prepared import save_columns
from cases.interactions.models import Interaction, Turn
from cases.interactions.queries import contact_of, has_newer_turn

log = structlog.get_logger(__name__)

State, Why = Suggestion.State, Suggestion.Retirement
UNRECORDED = ("not_with_a_person", "newer_turn")


def suggest_replies(
    *, turn: Turn, at: datetime, asked_at: datetime | None = None, by: Actor = SYSTEM, is_asked: bool = False
) -> list[Suggestion]:
    """Up to three replies to the customer's turn, best first; none when silence is better. Once a turn
    unless asked.

    `asked_at` is when the need arose: after the deadline of 8 seconds nothing is shown any more. The search
    runs
    outside the transaction; whether the turn is still the newest is decided again under the case's lock.
    """
    if not is_asked and _was_answered(turn):
        return []
    silent = why_silent(situation_of(turn, is_asked=is_asked))
    if silent:
        return _withhold(turn, silent, at)
    if is_late(asked_at=asked_at or at, at=at, deadline_seconds=DEADLINE.total_seconds()):
        return _fail(turn, "late", at)
    try:
        candidates = engine.candidates_for(turn, at=at)
    except Exception:  # the screen must learn that nothing comes
        log.exception("suggestion_failed", turn=turn.pk)
        return _fail(turn, "error", at)
    shown = _put_forward(turn, candidates, by=by, at=at, is_asked=is_asked)
    follow_in_shadow(turn, shown, at=at)
    return shown


def suggest_for_understood(*, turn: Turn, asked_at: datetime, at: datetime) -> list[Suggestion]:
    """Replies to a turn that was understood; a thank-you asks for none."""
    read = understanding_of(turn)
    if read and not asks_something(read):
        return []
    return suggest_unasked(turn=turn, asked_at=asked_at, at=at)


def suggest_unasked(*, turn: Turn, asked_at: datetime, at: datetime) -> list[Suggestion]:
    """The same within the budget of attention: held back while the agent is busy, withheld when it is spent."""
    interaction = contact_of(turn.case_id, turn.interaction_id)
    attention = attention_of(interaction, at)
    why = why_hold(attention, budget(), at)
    if _was_answered(turn) or why_silent(situation_of(turn, is_asked=False)):
        why = ""  # nothing would come: the usual way says so
    if why in PASSING and hold(turn, why, attention, at):
        return []
    release(turn)
    return _withhold(turn, why, at) if why else suggest_replies(turn=turn, asked_at=asked_at, at=at)


def suggest_for_held(*, turn: Turn, asked_at: datetime, at: datetime) -> list[Suggestion]:
    """What was held back, unless somebody asked for it or the conversation went on meanwhile."""
    if has_newer_turn(turn):
        release(turn)
        return []
    return suggest_unasked(turn=turn, asked_at=asked_at, at=at)


def prepare_for_owner(*, interaction: Interaction, asked_at: datetime, at: datetime) -> list[Suggestion]:
    """Replies for whoever takes the contact now; an agent who prefers to ask finds none that were made
    before."""
    if interaction.agent and interaction.agent.assist_mode != interaction.agent.AssistMode.LIVE:
        retire_suggestions(interaction=interaction, why=Why.WITHDRAWN, at=at)
    turn = turn_to_answer(interaction)
    if turn is None or not question_of(turn) or understanding_of(turn) is None:
        return []  # a turn that is being read now brings its own
    return suggest_unasked(turn=turn, asked_at=asked_at, at=at)


@transaction.atomic
def retire_suggestions(
    *, interaction: Interaction, why: str, at: datetime, before_seq: int | None = None, by: Actor = SYSTEM
) -> list[Suggestion]:
    """Takes every shown suggestion of the contact out of use, or those for turns before `before_seq`."""
    if not any(_is_due(shown, interaction, before_seq) for shown in shown_of(interaction.case_id)):
        return []  # the usual case: nobody is held up by a lock
    case = lock_case(interaction.case_id)
    retired = [shown for shown in shown_of(case.pk) if _is_due(shown, interaction, before_seq)]
    for suggestion in retired:
        suggestion.state, suggestion.retired_at, suggestion.retirement = State.RETIRED, at, why
    if retired:
        rows = Suggestion.objects.filter(pk__in=[suggestion.pk for suggestion in retired])
        rows.update(state=State.RETIRED, retired_at=at, retirement=why)
        record(case, SuggestionsRetired([s.pk for s in retired], why), by=by, at=at)
    return retired


def _is_due(shown: Suggestion, interaction: Interaction, before_seq: int | None) -> bool:
    """Whether it is among those that are taken out of use."""
    is_older = before_seq is None or shown.answers_turn.seq < before_seq
    return is_older and shown.interaction_id == interaction.pk


@transaction.atomic
def _put_forward(
    turn: Turn, candidates: Sequence[Candidate], *, by: Actor, at: datetime, is_asked: bool
) -> list[Suggestion]:
    case = lock_case(turn.case_id)
    silent = why_silent(situation_of(turn, is_asked=is_asked))
    if silent or (not is_asked and _was_answered(turn)):
        return []
    retire_suggestions(interaction=turn.interaction, why=Why.EXPIRED if is_asked else Why.NEWER_TURN, at=at)
    chosen = choose(candidates, _history(turn, is_asked))
    if not chosen:
        _want_draft(turn, at, is_asked)
        return _withhold(turn, "said_before" if choose(candidates, History()) else "no_source", at)
    versions = engine.versions()
    shown = Suggestion.objects.bulk_create(
        _shown(turn, c, rank, versions, at, is_asked) for rank, c in enumerate(chosen, start=1)
    )
    fact = SuggestionShown(turn.pk, turn.position, [_brief(s) for s in shown], versions, is_asked)
    record(case, fact, by=by, at=at)
    _want_draft(turn, at, is_asked)
    return shown


def _want_draft(turn: Turn, at: datetime, is_asked: bool) -> None:
    """Asks for a draft in the background, where a language model is connected: it takes seconds."""
    if is_configured():
        record(turn.case, ReplyDraftWanted(turn.pk, turn.position, is_asked), by=SYSTEM, at=at)


@transaction.atomic
def put_behind(
    *, turn: Turn, candidate: Candidate, versions: dict[str, str], at: datetime, is_asked: bool = False
) -> Suggestion | None:
    """One more reply behind those that are shown for the turn, first where none is; None when it came too late."""
    case = lock_case(turn.case_id)
    shown = Suggestion.objects.shown().filter(case=case)
    if why_silent(situation_of(turn, is_asked=is_asked)) or not choose([candidate], _history(turn, is_asked)):
        return None
    rank = 1 + max(shown.values_list("rank", flat=True), default=0)
    suggestion = _shown(turn, candidate, rank, versions, at, is_asked)
    suggestion.save()
    fact = SuggestionShown(turn.pk, turn.position, [_brief(suggestion)], versions, is_asked)
    record(case, fact, by=SYSTEM, at=at)
    return suggestion


def _history(turn: Turn, is_asked: bool) -> History:
    """What does not come again; asked for, what was only overtaken may."""
    had, stood = history_of(turn.case_id), History() if is_asked else stood_before(turn.interaction)
    return History(had.keys | stood.keys, (*had.texts, *stood.texts))


def _shown(
    turn: Turn, candidate: Candidate, rank: int, versions: dict[str, str], at: datetime, is_asked: bool
) -> Suggestion:
    return Suggestion(
        case_id=turn.case_id, interaction_id=turn.interaction_id, answers_turn=turn,
        state=State.SHOWN, rank=rank,
        key=candidate.key, intent=turn.case.intent, body=candidate.body, sources=list(candidate.sources),
        reason={
            "checked": list(candidate.checked), "not_checked": list(candidate.not_checked),
            "backing": [list(part) for part in candidate.backing],
        },
        unbacked=list(candidate.unbacked), confidence=min(candidate.score, 1.0), is_asked=is_asked,
        model_versions=versions, shown_at=at,
    )  # fmt: skip


def _brief(suggestion: Suggestion) -> dict[str, Any]:
    return {
        "id": suggestion.pk, "key": suggestion.key, "confidence": suggestion.confidence,
        "sources": suggestion.sources, "unbacked": suggestion.unbacked,
    }  # fmt: skip


@transaction.atomic
def _withhold(turn: Turn, why: str, at: datetime) -> list[Suggestion]:
    if why not in UNRECORDED and not _was_answered(turn):
        case = lock_case(turn.case_id)
        record(case, SuggestionWithheld(turn.pk, turn.position, why, engine.versions()), by=SYSTEM, at=at)
    return []


@transaction.atomic
def _fail(turn: Turn, why: str, at: datetime) -> list[Suggestion]:
    case = lock_case(turn.case_id)
    record(case, SuggestionFailed(turn.pk, turn.position, why), by=SYSTEM, at=at)
    return []


def _was_answered(turn: Turn) -> bool:
    """Whether the turn had its one chance: something was shown or withheld for it. A failure may be tried
    again."""
    return turn.pk in answered_turns(turn.case_id)


def keep(suggestion: Suggestion, **values: Any) -> None:
    """Sets the values and saves them alone."""
    for name, value in values.items():
        setattr(suggestion, name, value)
    save_columns(suggestion, *values)
