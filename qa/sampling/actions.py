"""Picking a closed case."""

from datetime import datetime

from django.db import transaction

from cases.casefiles.actions import lock_case
from cases.casefiles.models import Case
from cases.events.actions import record
from cases.events.actors import Actor
from qa.sampling.events import CasePicked
from qa.sampling.models import Pick
from qa.sampling.queries import traits_of
from qa.sampling.rules import draw_of, reasons_to_pick


@transaction.atomic
def pick_case(*, case: Case, seed: str, by: Actor, at: datetime) -> Pick | None:
    """Picks the case when a rule says so, and says why; None when none does. A case is picked once at
    most."""
    locked = lock_case(case.pk)
    known = Pick.objects.filter(case=locked).first()
    if known:
        return known
    traits = traits_of(locked)
    reasons = reasons_to_pick(traits, draw_of(seed))
    if not reasons:
        return None
    pick = Pick.objects.create(
        case=locked,
        reasons=reasons,
        had_person=traits.had_person,
        was_drawn=any(reason.is_random for reason in reasons),
        picked_at=at,
    )
    record(locked, CasePicked(pick.pk, [str(reason) for reason in reasons]), by=by, at=at)
    return pick
