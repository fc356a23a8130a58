"""Keeping the budget of attention: reading how much an agent had, holding back, and looking again."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from assist.suggestions.attention import LONGEST_HELD, Attention, Budget, Stood, had_their_chance, held_until
from assist.suggestions.events import HeldSuggestionDue, SuggestionHeld
from assist.suggestions.models import HeldSuggestion, Suggestion
from assist.suggestions.rules import History
from assist.suggestions.situations import kept_of
from cases.casefiles.actions import lock_case
from cases.channels.widget.queries import who_types
from cases.events.actions import record
from cases.events.actors import SYSTEM
from cases.events.prepared import Prepared
from cases.interactions.models import Interaction, Turn
from cases.interactions.queries import last_turns

HOUR = timedelta(hours=1)
CARD_DATA_LASTS = timedelta(minutes=2)
FIRST = 1  # the rank of the visible card


def budget() -> Budget:
    """The operator's budget: `settings.SUGGESTION_BUDGET` over the built-in one."""
    return Budget(**getattr(settings, "SUGGESTION_BUDGET", {}))


def attention_of(interaction: Interaction, at: datetime) -> Attention:
    """What the agent of the contact had unasked, and what happens on the contact now."""
    here = [kept.shown_at for kept in _cards_of(interaction) if not kept.is_asked]
    agent = interaction.agent_id
    return Attention(
        last_shown_at=max(here, default=None),
        shown_on_contact=len(here),
        shown_this_hour=_shown_this_hour(agent, at) if agent else 0,
        is_typing=bool(agent and who_types(interaction.pk)),
        takes_card_data=_takes_card_data(interaction, at),
    )


def _shown_this_hour(agent_id: int, at: datetime) -> int:
    return len(_unasked_since(agent_id, at - HOUR))


_unasked_since = Prepared(
    lambda agent, since: Suggestion.objects.filter(
        rank=FIRST, is_asked=False, shown_at__gt=since, interaction__agent_id=agent
    ).only("pk")
)


def stood_before(interaction: Interaction) -> History:
    """What stood on the contact long enough to be read and was left."""
    left = [
        Stood(kept.key, kept.body, kept.shown_at, kept.retired_at)
        for kept in _cards_of(interaction)
        if kept.state == Suggestion.State.RETIRED and kept.retired_at
    ]
    cards = had_their_chance(left, budget())
    return History(frozenset(card.key for card in cards), tuple(card.body for card in cards))


def _cards_of(interaction: Interaction) -> list[Suggestion]:
    """What stood first on the contact: the others behind it cost no attention."""
    kept = kept_of(interaction.case_id)
    return [each for each in kept if each.interaction_id == interaction.pk and each.rank == FIRST]


@transaction.atomic
def hold(turn: Turn, why: str, attention: Attention, at: datetime) -> bool:
    """Keeps the suggestion for later. False when it was kept too long already: then it is withheld for good."""
    case = lock_case(turn.case_id)
    due_at = held_until(why, attention, budget(), at)
    held = _held.first(turn.pk)
    if held is None:  # the case is locked: nobody else holds it meanwhile
        HeldSuggestion.objects.create(turn=turn, why=why, held_at=at, due_at=due_at)
        record(case, SuggestionHeld(turn.pk, turn.position, why), by=SYSTEM, at=at)
        return True
    if at - held.held_at > LONGEST_HELD:
        held.delete()
        return False
    HeldSuggestion.objects.filter(pk=held.pk).update(why=why, due_at=due_at)
    return True


def release(turn: Turn) -> None:
    """It came, or nothing has to come any more."""
    if held := _held.first(turn.pk):
        held.delete()


_held = Prepared(lambda turn: HeldSuggestion.objects.filter(turn_id=turn))


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
    since = at - CARD_DATA_LASTS
    said = last_turns(interaction.case_id)
    return any(t.redacted_kinds for t in said if t.interaction_id == interaction.pk and t.at > since)
