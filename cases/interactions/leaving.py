"""Contacts whose customer has gone: what becomes of the contact and of its case."""

from datetime import datetime, timedelta

from django.db import transaction

from cases.casefiles.actions import close_case, lock_case
from cases.casefiles.models import Case
from cases.events.actors import SYSTEM, Actor, ActorKind
from cases.interactions.models import Interaction
from cases.interactions.passing import close_interaction

SILENT_AFTER = timedelta(minutes=30)
SPOKEN_LIVE = (Interaction.Channel.CHAT, Interaction.Channel.VOICE)  # nobody answers an e-mail within minutes
Disposition = Case.Disposition


def ending_of(*, is_resolved: bool, was_answered: bool) -> tuple[str, str]:
    """How the case ends, with the reason: an answer that nobody confirmed does not resolve it."""
    if is_resolved:
        return Disposition.RESOLVED, "The customer confirmed that it is solved"
    if was_answered:
        return Disposition.UNRESOLVED, "The customer left without saying whether the answer helped"
    return Disposition.ABANDONED, "The customer left before there was an answer"


@transaction.atomic
def end_ai_contact(*, interaction: Interaction, by: Actor, at: datetime) -> bool:
    """Ends a contact that the AI agent leads, and its case unless another contact of it goes on.

    False when the AI agent does not lead it any more.
    """
    case = lock_case(interaction.case_id)
    current = Interaction.objects.select_related("case").get(pk=interaction.pk)
    if current.is_over or current.owner != Interaction.Owner.AI_AGENT:
        return False
    close_interaction(interaction=current, by=by, at=at)
    if not (current.had_person or case.interactions.live().exists()):
        disposition, reason = ending_of(
            is_resolved=case.state == Case.State.RESOLVED, was_answered=_was_answered(current)
        )
        close_case(case=case, disposition=disposition, reason=reason, by=by, at=at)
    return True


@transaction.atomic
def abandon_waiting(*, interaction: Interaction, by: Actor, at: datetime) -> bool:
    """Ends a contact whose customer waited for a person in vain; False when it waits no more: somebody took it."""
    lock_case(interaction.case_id)
    current = Interaction.objects.select_related("case").get(pk=interaction.pk)
    if current.is_over or current.owner != Interaction.Owner.QUEUE:
        return False
    close_interaction(interaction=current, by=by, at=at, abandoned=True)
    return True


def end_silent_contacts(*, at: datetime, limit: int = 100) -> int:
    """Ends what the AI agent leads and where nobody wrote for half an hour; returns how many. For the sweep."""
    quiet_since = at - SILENT_AFTER
    led = Interaction.objects.live().filter(owner=Interaction.Owner.AI_AGENT, channel__in=SPOKEN_LIVE)
    silent = led.filter(opened_at__lt=quiet_since).exclude(turns__at__gte=quiet_since)
    silent = silent.exclude(connected_at__gte=quiet_since).order_by("pk")
    return sum(end_ai_contact(interaction=found, by=SYSTEM, at=at) for found in silent[:limit])


def _was_answered(interaction: Interaction) -> bool:
    """Whether the AI agent's last words told something that has a source; a question of its own does not."""
    last = interaction.turns.filter(speaker=ActorKind.AI_AGENT).order_by("-position").first()
    return bool(last and last.sources)
