"""Putting a drafted reply behind what is shown already, or in its place where nothing was found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from assist.providers.language import is_configured
from assist.suggestions import engine
from assist.suggestions.actions import put_behind
from assist.suggestions.drafting import PREFIX, draft
from assist.suggestions.grounds import grounds_of
from assist.suggestions.models import DEADLINE, Suggestion
from assist.suggestions.rules import Candidate, is_late, why_silent
from assist.suggestions.situations import situation_of
from cases.interactions.models import Turn


@dataclass(frozen=True)
class Draft:
    """What the model wrote for a turn, checked, and the model's name."""

    candidate: Candidate
    model: str


def make_draft(*, turn: Turn, at: datetime, is_asked: bool = False) -> Draft | None:
    """A draft for the turn, once a turn; None without a model or when silence is better.

    It takes seconds and must not be called in a transaction: others are shown by then, and `show_draft` decides anew.
    """
    if not is_configured() or _was_drafted(turn) or why_silent(situation_of(turn, is_asked=is_asked)):
        return None
    grounds = grounds_of(turn, at=at)
    made = draft(grounds, at=at) if grounds else None
    return Draft(*made) if made else None


@transaction.atomic
def show_draft(
    *, turn: Turn, draft: Draft, asked_at: datetime, at: datetime, is_asked: bool = False
) -> Suggestion | None:
    """Puts the draft behind what is shown for the turn; None when it came too late or says nothing new."""
    if is_late(asked_at=asked_at, at=at, deadline_seconds=DEADLINE.total_seconds()) or _was_drafted(turn):
        return None
    versions = {**engine.versions(), "language": draft.model}
    return put_behind(turn=turn, candidate=draft.candidate, versions=versions, at=at, is_asked=is_asked)


def _was_drafted(turn: Turn) -> bool:
    return Suggestion.objects.filter(answers_turn=turn, key__startswith=PREFIX).exists()
