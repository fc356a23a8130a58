"""Background reactions of the AI agent. The clock is read here, at the edge."""

from django.utils import timezone

from assist.escalation.queries import decision_of
from assist.escalation.rules import Decision
from assist.frontline.actions import answer_turn, hand_over_turn, honour_wish
from assist.frontline.queries import said_in
from assist.frontline.rules import is_mere_reply
from cases.events.models import Event
from cases.interactions.models import Interaction, Turn
from cases.interactions.queries import turn_of


def answer_understood(event: Event) -> None:
    """After `turn.understood`: the escalation rules first, then the AI agent's own policy."""
    turn = turn_of(event)
    if turn.interaction.owner != Interaction.Owner.AI_AGENT:
        return
    decision = decision_of(turn.interaction)
    if not decision.path.leaves_ai or _is_reply(turn, decision):
        answer_turn(turn=turn, at=timezone.now())
    else:
        is_silent = any(trigger.key == "crisis" for trigger in decision.triggers)
        hand_over_turn(turn=turn, decision=decision, is_silent=is_silent, at=timezone.now())


def honour_asked(event: Event) -> None:
    """After `person.asked`: the first wish for a person is honoured at once."""
    interaction = Interaction.objects.get(pk=event.payload["interaction_id"])
    honour_wish(interaction=interaction, asked_seq=event.seq, at=timezone.now())


def _is_reply(turn: Turn, decision: Decision) -> bool:
    said = said_in(turn.interaction)
    return is_mere_reply(
        said[-1] if said else None, turn.text, [trigger.key for trigger in decision.triggers]
    )
