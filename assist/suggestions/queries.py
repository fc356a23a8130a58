"""The suggested reply of a case as its panel shows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from assist.knowledge.queries import question_of
from assist.suggestions.cards import Card, card_of
from assist.suggestions.events import (
    SuggestionDismissed,
    SuggestionFailed,
    SuggestionRestored,
    SuggestionShown,
    SuggestionsRetired,
    SuggestionUsed,
    SuggestionWithheld,
)
from assist.suggestions.models import UNDO, Suggestion
from assist.suggestions.situations import shown_of
from cases.casefiles.models import Case
from cases.events.models import Event
from cases.events.prepared import Prepared
from cases.events.runs import until
from cases.interactions.models import Turn
from cases.interactions.queries import latest_interaction

State = Suggestion.State
TOLD_IN_CARD = (
    SuggestionShown, SuggestionWithheld, SuggestionFailed, SuggestionUsed,
    SuggestionDismissed, SuggestionRestored, SuggestionsRetired,
)  # fmt: skip


@dataclass(frozen=True)
class SuggestionPanel:
    """The suggested reply of a case. `state` is one of idle, shown, used, dismissed, outdated, withheld,
    failed."""

    case_id: int
    number: int
    state: str
    card: Card | None = None
    others: tuple[Card, ...] = ()
    why: str = ""
    newest_position: int = 0
    question: str = ""
    dismissal: str = ""
    dismissed_id: int = 0
    undo_until: datetime | None = None


def panel_of(case: Case, *, at: datetime | None = None) -> SuggestionPanel:
    """The card of the case as it is now, built from the last event that tells of it."""
    event = _last_told(case.pk)
    newest = _newest_position(case)
    if event is None:
        return SuggestionPanel(case.pk, case.number, "idle", newest_position=newest)
    return _panel_after(case, event, newest)


@until("suggestion.")
def _last_told(case_id: int) -> Event | None:
    return _told_last.first(case_id)


_told_last = Prepared(
    lambda case: Event.objects.filter(case_id=case).named(*TOLD_IN_CARD).order_by("-seq")[:1]
)


def _panel_after(case: Case, event: Event, newest: int) -> SuggestionPanel:
    shown = [card_of(s) for s in shown_of(case.pk) if s.kind == Suggestion.Kind.REPLY]
    fact = event.fact
    if isinstance(fact, SuggestionWithheld | SuggestionFailed):
        state = "withheld" if isinstance(fact, SuggestionWithheld) else "failed"
        turn = Turn.objects.select_related("interaction").get(pk=fact.turn_id)
        question = question_of(turn) or turn.text
        return SuggestionPanel(
            case.pk, case.number, state, why=fact.why, newest_position=newest, question=question
        )
    if isinstance(fact, SuggestionDismissed):
        return _dismissed_panel(case, fact.suggestion_id, tuple(shown), newest)
    if isinstance(fact, SuggestionUsed):
        return SuggestionPanel(case.pk, case.number, "used", others=tuple(shown), newest_position=newest)
    if isinstance(fact, SuggestionsRetired):
        return _retired_panel(case, fact, newest)
    if shown:
        return SuggestionPanel(
            case.pk, case.number, "shown", shown[0], tuple(shown[1:]), newest_position=newest
        )
    return SuggestionPanel(case.pk, case.number, "idle", newest_position=newest)


def _dismissed_panel(
    case: Case, suggestion_id: int, others: tuple[Card, ...], newest: int
) -> SuggestionPanel:
    suggestion = Suggestion.objects.get(pk=suggestion_id)
    until = suggestion.dismissed_at + UNDO if suggestion.dismissed_at else None
    return SuggestionPanel(
        case.pk, case.number, "dismissed", others=others, newest_position=newest, dismissed_id=suggestion_id,
        dismissal=suggestion.get_dismissal_display(), undo_until=until,
    )  # fmt: skip


def _retired_panel(case: Case, fact: SuggestionsRetired, newest: int) -> SuggestionPanel:
    """A newer message leaves the old card visible and muted; anything else leaves nothing."""
    if fact.why != Suggestion.Retirement.NEWER_TURN:
        return SuggestionPanel(case.pk, case.number, "idle", newest_position=newest)
    old = _retired.first(case.pk, *fact.suggestion_ids)
    return SuggestionPanel(
        case.pk, case.number, "outdated", card_of(old) if old else None, newest_position=newest
    )


_retired = Prepared(
    lambda case, *keys: (
        Suggestion.objects.filter(state=State.RETIRED, kind=Suggestion.Kind.REPLY, case_id=case, pk__in=keys)
        .select_related("answers_turn")
        .order_by("rank", "pk")
    )
)


def _newest_position(case: Case) -> int:
    interaction = latest_interaction(case)
    return interaction.last_position if interaction else 0
