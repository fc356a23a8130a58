"""Reads that decide: how things stand with a turn, and what its case has had already."""

from assist.suggestions.models import Suggestion
from assist.suggestions.rules import History, Situation
from cases.casefiles.models import Case
from cases.events.actors import ActorKind
from cases.interactions.models import Interaction, Turn

State = Suggestion.State
WITH_PERSON = ("queued", "offered", "connected", "held", "consulting", "transferring")


def situation_of(turn: Turn, *, is_asked: bool) -> Situation:
    """What decides whether anything is suggested for the turn, read now."""
    interaction = Interaction.objects.select_related("agent", "case").get(pk=turn.interaction_id)
    return Situation(
        is_with_person=interaction.state in WITH_PERSON,
        layer=interaction.case.layer,
        mode=interaction.agent.assist_mode if interaction.agent else "live",
        is_asked=is_asked,
        is_newest=not has_newer_turn(turn),
        takes_card_data=bool(turn.redacted_kinds),
    )


def has_newer_turn(turn: Turn) -> bool:
    """Whether the conversation went on: the customer wrote again or somebody answered."""
    newer = Turn.objects.filter(interaction_id=turn.interaction_id, seq__gt=turn.seq)
    return newer.exclude(speaker__in=[ActorKind.SYSTEM, ActorKind.AI_AGENT]).exists()


def history_of(case: Case) -> History:
    """What was used, dismissed or is shown: it does not come again in this case."""
    had = Suggestion.objects.filter(
        case=case, state__in=[State.SHOWN, State.GENERATING, State.USED, State.EDITED, State.DISMISSED]
    ).values_list("key", "body")
    return History(frozenset(key for key, _ in had), tuple(body for _, body in had))


def turn_to_answer(interaction: Interaction) -> Turn | None:
    """The customer's last turn when nobody has answered it."""
    last = interaction.turns.filter(speaker=ActorKind.CUSTOMER).select_related("interaction", "case").last()
    return last if last and not has_newer_turn(last) else None
