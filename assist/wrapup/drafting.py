"""Making the draft: for a look, or to be kept until the agent has touched it."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from django.db import transaction

from assist.providers.embeddings import embed
from assist.wrapup.composing import RULES_VERSION, compose
from assist.wrapup.drafts import Draft, Line, Material, Planned
from assist.wrapup.events import WrapUpDrafted
from assist.wrapup.learned import KIND, follow_in_shadow, live_weights
from assist.wrapup.material import material_of
from assist.wrapup.models import WrapUp
from cases.casefiles.actions import lock_case
from cases.events.actions import record
from cases.events.actors import Actor
from cases.interactions.models import Interaction

Versions = dict[str, str]


def preview_of(interaction: Interaction) -> Draft:
    """The draft as it would be now, kept nowhere: for a look before the contact ends."""
    return _compose(material_of(interaction))[0]


def draft_wrap_up(*, interaction: Interaction, by: Actor, at: datetime) -> WrapUp:
    """Makes the draft, or makes it anew as long as nobody has touched it. The same draft twice is recorded
    once."""
    material = material_of(interaction)
    draft, versions = _compose(material)  # before the lock: the first one of a process loads the model
    wrap_up = _draft(interaction, draft, versions, by, at)
    follow_in_shadow(wrap_up, material, at=at)
    return wrap_up


def _compose(material: Material) -> tuple[Draft, Versions]:
    """The draft, and by which rules and which learnt weights it was made."""
    live = live_weights()
    draft = compose(material, embed=embed, weights=live[1] if live else None)
    return draft, {"rules": RULES_VERSION, KIND: live[0].name if live else "", "language_model": ""}


@transaction.atomic
def _draft(interaction: Interaction, draft: Draft, versions: Versions, by: Actor, at: datetime) -> WrapUp:
    lock_case(interaction.case_id)
    wrap_up = _wrap_up_of(interaction, at)
    if wrap_up.is_touched or (wrap_up.drafted_at and _is_same(wrap_up, draft)):
        return wrap_up
    wrap_up.rule_lines, wrap_up.draft_versions = _plain(draft.lines), versions
    _keep_draft(wrap_up, draft, by, at)
    return wrap_up


@transaction.atomic
def reword_draft(
    *, wrap_up: WrapUp, lines: Sequence[Line], language_model: str, by: Actor, at: datetime
) -> WrapUp:
    """Puts a language model's checked words in the place of ours, unless somebody has touched the draft or it was made anew."""
    lock_case(wrap_up.case_id)
    locked = WrapUp.objects.select_for_update(of=("self",)).select_related("case").get(pk=wrap_up.pk)
    if locked.is_touched or locked.rule_lines != wrap_up.rule_lines or _plain(lines) == locked.draft_lines:
        return locked
    locked.draft_versions = {**locked.draft_versions, "language_model": language_model}
    follow_ups = tuple(
        Planned(**{**row, "due_on": date.fromisoformat(row["due_on"])}) for row in locked.draft_follow_ups
    )
    _keep_draft(
        locked,
        Draft(tuple(lines), locked.draft_disposition, locked.draft_disposition_reason, follow_ups),
        by,
        at,
    )
    return locked


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


def _keep_draft(wrap_up: WrapUp, draft: Draft, by: Actor, at: datetime) -> None:
    wrap_up.drafted_at, wrap_up.draft_lines = at, _plain(draft.lines)
    wrap_up.draft_disposition = wrap_up.disposition = draft.disposition
    wrap_up.draft_disposition_reason = wrap_up.disposition_reason = draft.disposition_reason
    wrap_up.draft_follow_ups = wrap_up.follow_ups = [_planned(planned) for planned in draft.follow_ups]
    wrap_up.text = draft.text
    wrap_up.save()
    fact = WrapUpDrafted(
        wrap_up.pk,
        wrap_up.interaction_id,
        wrap_up.draft_lines,
        draft.disposition,
        draft.disposition_reason,
        wrap_up.draft_follow_ups,
        wrap_up.draft_versions,
    )
    record(wrap_up.case, fact, by=by, at=at)


def _is_same(wrap_up: WrapUp, draft: Draft) -> bool:
    drafted = (wrap_up.rule_lines, wrap_up.draft_disposition)
    return drafted == (_plain(draft.lines), draft.disposition)


def _plain(lines: Sequence[Line]) -> list[dict[str, Any]]:
    return [{**asdict(line), "seqs": list(line.seqs)} for line in lines]


def _planned(planned: Planned) -> dict[str, Any]:
    return {**asdict(planned), "due_on": planned.due_on.isoformat()}
