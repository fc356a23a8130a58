"""The net below the AI agent: whoever it leaves without an answer, for whatever reason, gets a person."""

from datetime import datetime, timedelta

import structlog
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet, Subquery

from assist.frontline.actions import greeted
from assist.frontline.models import AiReply
from assist.frontline.passing import hand_over
from assist.frontline.wording import HAND_OVER_BY_REASON
from cases.casefiles.actions import lock_case
from cases.events.actors import AI_AGENT, ActorKind
from cases.interactions.actions import post_turn
from cases.interactions.models import Interaction, Turn

PATIENCE = timedelta(seconds=60)
log = structlog.get_logger(__name__)


def hand_over_unanswered(*, at: datetime, limit: int = 50) -> int:
    """Hands over where the customer's last words have had no answer for a minute; returns how many. For the sweep.

    One that cannot be handed over is tried again by the next sweep, and keeps no other waiting.
    """
    return sum(_try(contact, at) for contact in list(_unanswered(at)[:limit]))


def _unanswered(at: datetime) -> QuerySet[Interaction]:
    last = Turn.objects.filter(interaction=OuterRef("pk")).order_by("-position")
    led = Interaction.objects.live().filter(
        owner=Interaction.Owner.AI_AGENT, last_customer_turn_at__lte=at - PATIENCE
    )
    led = led.annotate(
        last_turn=Subquery(last.values("pk")[:1]), speaker=Subquery(last.values("speaker")[:1])
    )
    claimed = AiReply.objects.filter(turn=OuterRef("last_turn"))
    return led.filter(~Exists(claimed), speaker=ActorKind.CUSTOMER).order_by("last_customer_turn_at")


def _try(contact: Interaction, at: datetime) -> bool:
    try:
        return _hand_over(contact, contact.last_turn, at)  # type: ignore[attr-defined]
    except Exception:
        log.exception("contact_without_answer", interaction=contact.pk)
        return False


@transaction.atomic
def _hand_over(contact: Interaction, turn_id: int, at: datetime) -> bool:
    lock_case(contact.case_id)
    current = Interaction.objects.select_related("case").get(pk=contact.pk)
    is_led = current.owner == Interaction.Owner.AI_AGENT and not current.is_over
    if not is_led or AiReply.objects.filter(turn=turn_id).exists():
        return False
    words = greeted(current, HAND_OVER_BY_REASON["tool_failed"])
    post_turn(interaction=current, text=words, by=AI_AGENT, at=at, external_id=f"ai-late-{turn_id}")
    reason = "The AI agent had no answer in time"
    return hand_over(interaction=current, reason=reason, trigger="tool_failed", at=at)
