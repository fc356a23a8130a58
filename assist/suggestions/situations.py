"""Reads that decide: how things stand with a turn, and what its case has had already."""

from collections.abc import Sequence

from assist.suggestions.events import SuggestionShown, SuggestionWithheld
from assist.suggestions.models import Suggestion
from assist.suggestions.rules import History, Situation
from cases.events.actors import ActorKind
from cases.events.models import Event
from cases.events.prepared import Prepared
from cases.events.queries import case_now
from cases.events.runs import until
from cases.interactions.models import Interaction, Turn
from cases.interactions.queries import contact_of, has_newer_turn

State = Suggestion.State
WITH_PERSON = ("queued", "offered", "connected", "held", "consulting", "transferring")
NOT_AGAIN = frozenset({State.SHOWN, State.GENERATING, State.USED, State.EDITED, State.DISMISSED})
ANSWERED = (SuggestionShown.NAME, SuggestionWithheld.NAME)


KEPT = ("interaction_id", "state", "rank", "is_asked", "key", "body", "shown_at", "retired_at")


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
def kept_of(case_id: int) -> Sequence[Suggestion]:
    """What the case had and what became of it, oldest first; only what the next one depends on."""
    return tuple(_kept(case_id))


_kept = Prepared(lambda case: Suggestion.objects.filter(case_id=case).order_by("pk").only(*KEPT))


@until("suggestion.")
def shown_of(case_id: int) -> Sequence[Suggestion]:
    """What stands before the agent now, in the order of rank, with the turns that it answers."""
    return tuple(_shown(case_id))


_shown = Prepared(
    lambda case: (
        Suggestion.objects.shown().filter(case_id=case).order_by("rank").select_related("answers_turn")
    )
)


@until(*ANSWERED)
def answered_turns(case_id: int) -> frozenset[int]:
    """The turns that had their one chance: something was shown or withheld for them."""
    return frozenset(event.payload["turn_id"] for event in _answered(case_id))


_answered = Prepared(
    lambda case: Event.objects.filter(case_id=case, name__in=ANSWERED, redacted_at=None).only(
        "case_id", "seq", "payload"
    )
)


def history_of(case_id: int) -> History:
    """What was used, dismissed or is shown: it does not come again in this case."""
    had = [kept for kept in kept_of(case_id) if kept.state in NOT_AGAIN]
    return History(frozenset(kept.key for kept in had), tuple(kept.body for kept in had))


def turn_to_answer(interaction: Interaction) -> Turn | None:
    """The customer's last turn when nobody has answered it."""
    last = interaction.turns.filter(speaker=ActorKind.CUSTOMER).select_related("interaction", "case").last()
    return last if last and not has_newer_turn(last) else None
