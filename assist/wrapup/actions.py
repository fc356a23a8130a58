"""Saving while typing, more time, and confirming. The draft is made in `drafting.py`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from assist.wrapup.events import WrapUpConfirmed, WrapUpExtended
from assist.wrapup.learned import note_confirmed
from assist.wrapup.models import WrapUp
from assist.wrapup.refusals import (
    NoMoreTime,
    NotDrafted,
    NotYourWrapUp,
    WrapUpConfirmedAlready,
    WrapUpSavedElsewhere,
    WrapUpStillRuns,
)
from assist.wrapup.rules import TIMED
from cases.casefiles.actions import close_case, lock_case
from cases.casefiles.models import Case
from cases.events.actions import record
from cases.events.actors import SYSTEM, Actor, ActorKind
from cases.interactions.models import Interaction
from cases.interactions.passing import close_interaction

ENDINGS = (Case.Disposition.RESOLVED, Case.Disposition.ABANDONED)


@dataclass(frozen=True)
class Writing:
    """What the agent has in the form. `version` is the one that the form was made from; None overwrites."""

    text: str
    disposition: str
    disposition_reason: str
    follow_ups: Sequence[dict[str, Any]]
    version: int | None = None


@transaction.atomic
def save_wrap_up(*, wrap_up: WrapUp, writing: Writing, by: Actor, at: datetime) -> WrapUp:
    """Keeps what is typed so far; no event, for nothing has happened yet.

    Raises NotYourWrapUp, WrapUpConfirmedAlready, WrapUpSavedElsewhere.
    """
    locked = _locked(wrap_up, by)
    if locked.confirmed_at:
        raise WrapUpConfirmedAlready
    if writing.version is not None and writing.version != locked.version:
        raise WrapUpSavedElsewhere(version=locked.version)
    _keep_writing(locked, writing, at)
    return locked


def _keep_writing(wrap_up: WrapUp, writing: Writing, at: datetime) -> None:
    wrap_up.text, wrap_up.disposition = writing.text[:10_000], writing.disposition
    wrap_up.disposition_reason = writing.disposition_reason[:200]
    wrap_up.follow_ups = list(writing.follow_ups)
    wrap_up.version, wrap_up.saved_at = wrap_up.version + 1, at
    wrap_up.save()


@transaction.atomic
def extend_wrap_up(*, wrap_up: WrapUp, by: Actor, at: datetime) -> WrapUp:
    """60 seconds more, up to ten times. Raises NoMoreTime, NotYourWrapUp, WrapUpConfirmedAlready."""
    locked = _locked(wrap_up, by)
    if locked.confirmed_at:
        raise WrapUpConfirmedAlready
    if not locked.clock.may_extend:
        raise NoMoreTime
    locked.extensions += 1
    locked.save(update_fields=["extensions"])
    record(locked.case, WrapUpExtended(locked.pk, locked.extensions), by=by, at=at)
    return locked


def confirm_wrap_up(*, wrap_up: WrapUp, writing: Writing | None = None, by: Actor, at: datetime) -> WrapUp:
    """Makes the writing final, ends the contact and, by its disposition, the case. Confirming twice is
    confirming once.

    Without `writing` what was saved last counts. Raises NotYourWrapUp, NotDrafted, WrapUpSavedElsewhere,
    WrapUpStillRuns; what was written is saved even where the confirmation is refused.
    """
    wrap_up.refresh_from_db()
    if writing and not wrap_up.confirmed_at:
        save_wrap_up(wrap_up=wrap_up, writing=writing, by=by, at=at)
    return _confirm(wrap_up, by, at)


@transaction.atomic
def _confirm(wrap_up: WrapUp, by: Actor, at: datetime) -> WrapUp:
    locked = _locked(wrap_up, by)
    if locked.confirmed_at:
        return locked
    _check(locked, by, at)
    locked.confirmed_at, locked.confirmed_by_id, locked.confirmed_by_name = at, by.user_id, by.name
    locked.save()
    fact = WrapUpConfirmed(
        locked.pk,
        locked.interaction_id,
        locked.disposition,
        locked.disposition_reason,
        locked.text,
        locked.is_changed,
        locked.follow_ups,
    )
    record(locked.case, fact, by=by, at=at)
    note_confirmed(locked)
    _end(locked, by, at)
    return locked


def _check(wrap_up: WrapUp, by: Actor, at: datetime) -> None:
    if not wrap_up.disposition:
        raise NotDrafted
    if by.kind == ActorKind.AGENT and not wrap_up.clock.may_leave(at):
        raise WrapUpStillRuns


def _end(wrap_up: WrapUp, by: Actor, at: datetime) -> None:
    """The contact ends; the case too, when it was resolved or nobody is left."""
    close_interaction(interaction=wrap_up.interaction, by=by, at=at)
    wrap_up.case.refresh_from_db()
    if wrap_up.case.is_over or wrap_up.disposition in ENDINGS:
        disposition, reason = wrap_up.disposition, wrap_up.disposition_reason
        close_case(case=wrap_up.case, disposition=disposition, reason=reason, by=by, at=at)


def end_overdue(*, at: datetime) -> int:
    """Ends timed wrap-ups whose time is over with what was saved last; for the sweep. Returns how many."""
    waiting = WrapUp.objects.unconfirmed().filter(mode__in=TIMED, started_at__lt=at - timedelta(seconds=1))
    ended = 0
    for wrap_up in waiting.exclude(disposition="").select_related("interaction"):
        ends_at = wrap_up.clock.ends_at
        if ends_at and at >= ends_at and wrap_up.interaction.state == Interaction.State.WRAP_UP:
            confirm_wrap_up(wrap_up=wrap_up, by=SYSTEM, at=at)
            ended += 1
    return ended


def _locked(wrap_up: WrapUp, by: Actor) -> WrapUp:
    lock_case(wrap_up.case_id)
    found = WrapUp.objects.select_for_update(of=("self",)).select_related("case__customer", "interaction")
    locked = found.get(pk=wrap_up.pk)
    if by.kind == ActorKind.AGENT and locked.interaction.agent_id != by.user_id:
        raise NotYourWrapUp
    return locked
