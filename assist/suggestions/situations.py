"""Reads that decide: how things stand with a turn, and what its case has had already."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from assist.suggestions.events import SuggestionShown, SuggestionWithheld
from assist.suggestions.models import Suggestion
from assist.suggestions.rules import History, Situation
from cases.casefiles.queries import case_now
from cases.events.actors import ActorKind
from cases.events.models import Event
from cases.events.runs import until
from cases.interactions.models import Interaction, Turn
from cases.interactions.queries import contact_of, has_newer_turn

State = Suggestion.State
WITH_PERSON = ("queued", "offered", "connected", "held", "consulting", "transferring")
NOT_AGAIN = frozenset({State.SHOWN, State.GENERATING, State.USED, State.EDITED, State.DISMISSED})
ANSWERED = (SuggestionShown.NAME, SuggestionWithheld.NAME)


class Kept(NamedTuple):
    """One suggestion of a case, as far as the next one depends on it."""

    interaction_id: int
    state: str
    rank: int
    is_asked: bool
    key: str
    body: str
    shown_at: datetime
    retired_at: datetime | None


def situation_of(turn: Turn, *, is_asked: bool) -> Situation:
    """What decides whether anything is suggested for the turn, read now."""
    interaction = contact_of(turn.case_id, turn.interaction_id)
    return Situation(
        is_with_person=interaction.state in WITH_PERSON,
        layer=case_now(turn.case_id).layer,
        mode=interaction.agent.assist_mode if interaction.agent else "live",
        is_asked=is_asked,
        is_newest=not has_newer_turn(turn),
        takes_card_data=bool(turn.redacted_kinds),
    )


@until("suggestion.")
def kept_of(case_id: int) -> Sequence[Kept]:
    """What the case had and what became of it, oldest first."""
    rows = Suggestion.objects.filter(case_id=case_id).order_by("pk")
    fields = "interaction_id", "state", "rank", "is_asked", "key", "body", "shown_at", "retired_at"
    return tuple(Kept(*row) for row in rows.values_list(*fields))


@until("suggestion.")
def shown_of(case_id: int) -> Sequence[Suggestion]:
    """What stands before the agent now, in the order of rank, with the turns that it answers."""
    shown = Suggestion.objects.shown().filter(case_id=case_id).order_by("rank")
    return tuple(shown.select_related("answers_turn"))


@until(*ANSWERED)
def answered_turns(case_id: int) -> frozenset[int]:
    """The turns that had their one chance: something was shown or withheld for them."""
    told = Event.objects.filter(case_id=case_id, name__in=ANSWERED)
    return frozenset(told.values_list("payload__turn_id", flat=True))


def history_of(case_id: int) -> History:
    """What was used, dismissed or is shown: it does not come again in this case."""
    had = [kept for kept in kept_of(case_id) if kept.state in NOT_AGAIN]
    return History(frozenset(kept.key for kept in had), tuple(kept.body for kept in had))


def turn_to_answer(interaction: Interaction) -> Turn | None:
    """The customer's last turn when nobody has answered it."""
    last = interaction.turns.filter(speaker=ActorKind.CUSTOMER).select_related("interaction", "case").last()
    return last if last and not has_newer_turn(last) else None
