"""Background reactions: what happened on a case, shown to its plan. All are safe to run twice."""

from assist.journeys import reversing, watching
from assist.tools.models import ToolCall
from cases.events.actors import SYSTEM
from cases.events.models import Event
from cases.interactions.queries import turn_of


def begin(event: Event) -> None:
    """The case is understood as something for which there is a plan."""
    watching.begin_for_intent(case=event.case, intent=event.payload["intent"], by=SYSTEM, at=event.at)


def see_turn(event: Event) -> None:
    watching.see_turn(turn=turn_of(event), at=event.at)


def see_entities(event: Event) -> None:
    kinds = watching.kinds_of(event)
    watching.see_entities(case=event.case, kinds=kinds, seq=event.seq, by=SYSTEM, at=event.at)


def see_receipt(event: Event) -> None:
    call = ToolCall.objects.select_related("tool", "case").get(pk=event.payload["call_id"])
    if call.state == ToolCall.State.SUCCEEDED:  # it may have been reversed before this ran
        watching.see_receipt(call=call, at=event.at)


def see_reversal(event: Event) -> None:
    call = ToolCall.objects.get(pk=event.payload["call_id"])
    reversing.see_reversal(call=call, reason=event.payload["reason"], by=event.actor, at=event.at)


def see_failure(event: Event) -> None:
    call = ToolCall.objects.select_related("tool", "case").get(pk=event.payload["call_id"])
    watching.see_failure(call=call, at=event.at)
