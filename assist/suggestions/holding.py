"""Keeping the budget of attention: reading how much an agent had, holding back, and looking again."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from assist.suggestions.attention import LONGEST_HELD, Attention, Budget, Stood, had_their_chance, held_until
from assist.suggestions.events import HeldSuggestionDue, SuggestionHeld
from assist.suggestions.models import HeldSuggestion, Suggestion
from assist.suggestions.rules import History
from cases.casefiles.actions import lock_case
from cases.channels.widget.queries import who_types
from cases.events.actions import record
from cases.events.actors import SYSTEM
from cases.interactions.models import Interaction, Turn

HOUR = timedelta(hours=1)
CARD_DATA_LASTS = timedelta(minutes=2)
FIRST = 1  # the rank of the visible card: what stands behind it costs no attention


def budget() -> Budget:
    """The operator's budget: `settings.SUGGESTION_BUDGET` over the built-in one."""
    return Budget(**getattr(settings, "SUGGESTION_BUDGET", {}))


def attention_of(interaction: Interaction, at: datetime) -> Attention:
    """What the agent of the contact had unasked, and what happens on the contact now."""
    unasked = Suggestion.objects.filter(rank=FIRST, is_asked=False)
    here = unasked.filter(interaction=interaction)
    last = here.order_by("-shown_at").values_list("shown_at", flat=True).first()
    agent, this_hour = interaction.agent_id, unasked.filter(shown_at__gt=at - HOUR)
    return Attention(
        last_shown_at=last,
        shown_on_contact=here.count() if last else 0,
        shown_this_hour=this_hour.filter(interaction__agent_id=agent).count() if agent else 0,
        is_typing=bool(agent and who_types(interaction.pk)),
        takes_card_data=_takes_card_data(interaction, at),
    )


def stood_before(interaction: Interaction) -> History:
    """What stood on the contact long enough to be read and was left."""
    retired = Suggestion.objects.filter(interaction=interaction, state=Suggestion.State.RETIRED, rank=FIRST)
    rows = retired.exclude(retired_at=None).values_list("key", "body", "shown_at", "retired_at")
    cards = had_their_chance((Stood(*row) for row in rows), budget())  # type: ignore[arg-type]
    return History(frozenset(card.key for card in cards), tuple(card.body for card in cards))


@transaction.atomic
def hold(turn: Turn, why: str, attention: Attention, at: datetime) -> bool:
    """Keeps the suggestion for later. False when it was kept too long already: then it is withheld for good."""
    case = lock_case(turn.case_id)
    due_at = held_until(why, attention, budget(), at)
    held, is_new = HeldSuggestion.objects.get_or_create(
        turn=turn, defaults={"why": why, "held_at": at, "due_at": due_at}
    )
    if at - held.held_at > LONGEST_HELD:
        held.delete()
        return False
    if is_new:
        record(case, SuggestionHeld(turn.pk, turn.position, why), by=SYSTEM, at=at)
    else:
        HeldSuggestion.objects.filter(pk=held.pk).update(why=why, due_at=due_at)
    return True


def release(turn: Turn) -> None:
    """It came, or nothing has to come any more."""
    HeldSuggestion.objects.filter(turn=turn).delete()


def wake_held(*, at: datetime, limit: int = 100) -> int:
    """Records for each held suggestion that its moment has come; returns how many. For the sweep."""
    due = HeldSuggestion.objects.filter(due_at__lte=at).order_by("due_at")
    return sum(_wake(pk, at) for pk in list(due.values_list("pk", flat=True)[:limit]))


@transaction.atomic
def _wake(pk: int, at: datetime) -> bool:
    """Once for each moment: a row whose worker died is looked at again later, and dropped when it is too old."""
    waiting = HeldSuggestion.objects.filter(pk=pk, due_at__lte=at).select_related("turn__case")
    held = waiting.select_for_update(skip_locked=True, of=("self",)).first()
    if held is None:
        return False
    if at - held.held_at > 2 * LONGEST_HELD:
        held.delete()
        return False
    held.due_at = at + LONGEST_HELD
    held.save(update_fields=["due_at"])
    record(held.turn.case, HeldSuggestionDue(held.turn_id, held.turn.position), by=SYSTEM, at=at)
    return True


def _takes_card_data(interaction: Interaction, at: datetime) -> bool:
    """A card number or code was taken out of the contact's words a moment ago: more of it may come."""
    lately = Turn.objects.filter(interaction=interaction, at__gt=at - CARD_DATA_LASTS)
    return lately.exclude(redacted_kinds=[]).exists()
