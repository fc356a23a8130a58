"""Making the draft: for a look, or to be kept until the agent has touched it."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import transaction

from assist.providers.embeddings import embed
from assist.wrapup.composing import compose
from assist.wrapup.drafts import Draft, Line, Planned
from assist.wrapup.events import WrapUpDrafted
from assist.wrapup.material import material_of
from assist.wrapup.models import WrapUp
from cases.casefiles.actions import lock_case
from cases.events.actions import record
from cases.events.actors import Actor
from cases.interactions.models import Interaction


def preview_of(interaction: Interaction) -> Draft:
    """The draft as it would be now, kept nowhere: for a look before the contact ends."""
    return compose(material_of(interaction), embed=embed)


def draft_wrap_up(*, interaction: Interaction, by: Actor, at: datetime) -> WrapUp:
    """Makes the draft, or makes it anew as long as nobody has touched it. The same draft twice is recorded
    once."""
    draft = preview_of(interaction)  # before the lock: the first one of a process loads the model
    return _draft(interaction, draft, by, at)


@transaction.atomic
def _draft(interaction: Interaction, draft: Draft, by: Actor, at: datetime) -> WrapUp:
    lock_case(interaction.case_id)
    wrap_up = _wrap_up_of(interaction, at)
    is_touched = bool(wrap_up.confirmed_at or wrap_up.saved_at)
    if is_touched or (wrap_up.drafted_at and _is_same(wrap_up, draft)):
        return wrap_up
    _keep_draft(wrap_up, draft, at)
    fact = WrapUpDrafted(
        wrap_up.pk,
        interaction.pk,
        wrap_up.draft_lines,
        draft.disposition,
        draft.disposition_reason,
        wrap_up.draft_follow_ups,
    )
    record(interaction.case, fact, by=by, at=at)
    return wrap_up


def _wrap_up_of(interaction: Interaction, at: datetime) -> WrapUp:
    queue, defaults = (
        interaction.queue,
        {"case": interaction.case, "started_at": interaction.wrap_up_at or at},
    )
    if queue:
        defaults |= {"mode": queue.wrap_up_mode, "seconds": queue.wrap_up_seconds}
    wrap_up, _ = WrapUp.objects.get_or_create(interaction=interaction, defaults=defaults)
    if interaction.wrap_up_at and not wrap_up.saved_at:
        wrap_up.started_at = interaction.wrap_up_at
    return wrap_up


def _keep_draft(wrap_up: WrapUp, draft: Draft, at: datetime) -> None:
    wrap_up.drafted_at, wrap_up.draft_lines = at, _plain(draft.lines)
    wrap_up.draft_disposition = wrap_up.disposition = draft.disposition
    wrap_up.draft_disposition_reason = wrap_up.disposition_reason = draft.disposition_reason
    wrap_up.draft_follow_ups = wrap_up.follow_ups = [_planned(planned) for planned in draft.follow_ups]
    wrap_up.text = draft.text
    wrap_up.save()


def _is_same(wrap_up: WrapUp, draft: Draft) -> bool:
    drafted = (wrap_up.draft_lines, wrap_up.draft_disposition)
    return drafted == (_plain(draft.lines), draft.disposition)


def _plain(lines: Sequence[Line]) -> list[dict[str, Any]]:
    return [{**asdict(line), "seqs": list(line.seqs)} for line in lines]


def _planned(planned: Planned) -> dict[str, Any]:
    return {**asdict(planned), "due_on": planned.due_on.isoformat()}
