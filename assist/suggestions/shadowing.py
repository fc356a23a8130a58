"""The model in shadow: what it would have put first is kept beside what was shown, and never seen by an agent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import structlog

from assist.registry.actions import log_shadow, note_outcome
from assist.registry.queries import live_version
from assist.suggestions.engine import candidates_from
from assist.suggestions.grounds import grounds_of
from assist.suggestions.learned import KIND, shadow_for
from assist.suggestions.models import Suggestion
from assist.suggestions.rules import History, choose
from cases.interactions.models import Turn

NOTHING = "nothing"
log = structlog.get_logger(__name__)


def follow_in_shadow(turn: Turn, shown: Sequence[Suggestion], *, at: datetime) -> None:
    """Logs what the model in shadow would have put first; without one it does nothing. Never raises: nobody waits for it."""
    try:
        said = _first_of_shadow(turn, at)
    except Exception:
        log.exception("shadow_failed", turn=turn.pk)
        return
    if said:
        number, key = said
        live = live_version(KIND)
        log_shadow(
            shadow=number, kind=KIND, live_number=live.number if live else 0, subject=subject_of(turn.pk),
            live=shown[0].key if shown else NOTHING, said=key, at=at,
        )  # fmt: skip


def note_sent(suggestion: Suggestion) -> None:
    """The reply that was sent in the end, for whichever model had said something of the turn."""
    note_outcome(kind=KIND, subject=subject_of(suggestion.answers_turn_id), happened=suggestion.key)


def subject_of(turn_id: int) -> str:
    return f"turn:{turn_id}"


def _first_of_shadow(turn: Turn, at: datetime) -> tuple[int, str] | None:
    shadow = shadow_for(turn.case)
    grounds = grounds_of(turn, at=at) if shadow else None
    if shadow is None or grounds is None:
        return None
    chosen = choose(candidates_from(replace(grounds, learned=shadow)), History())
    return shadow.version.number, chosen[0].key if chosen else NOTHING
