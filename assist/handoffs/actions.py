from datetime import datetime

from django.db import transaction

from assist.handoffs.events import HandoffMade
from assist.handoffs.models import Handoff
from assist.handoffs.queries import bundle_of
from cases.casefiles.actions import lock_case
from cases.events.actions import record
from cases.events.actors import Actor
from cases.interactions.models import Interaction


def make_handoff(
    *, interaction: Interaction, basis_seq: int, reason: str, to: str, by: Actor, at: datetime
) -> Handoff:
    """The bundle for the contact's passing at event `basis_seq`, made once. The CRM is asked before any lock is taken."""
    case = interaction.case
    if known := Handoff.objects.filter(case=case, basis_seq=basis_seq).first():
        return known
    bundle = bundle_of(case, at)
    with transaction.atomic():
        locked = lock_case(case.pk)
        handoff, is_new = Handoff.objects.get_or_create(
            case=locked, basis_seq=basis_seq,
            defaults={
                "interaction": interaction, "reason": reason[:300], "to": to[:100], "bundle": bundle.as_dict(),
                "filled": bundle.filled, "required": bundle.required, "made_at": at,
            },
        )  # fmt: skip
        if is_new:
            fact = HandoffMade(handoff.pk, interaction.pk, basis_seq, reason[:300], bundle.filled, bundle.required,
                               bundle.as_dict())  # fmt: skip
            handoff.seq = record(locked, fact, by=by, at=at).seq
            handoff.save(update_fields=["seq"])
    return handoff
