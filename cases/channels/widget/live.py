"""From an event to the visitor's frame. Positions, not event numbers, go to the customer."""

from typing import Any

from cases.channels.widget.models import WidgetConversation
from cases.channels.widget.queries import note_typing, state_of, turn_record
from cases.events.models import Event
from cases.interactions.models import Interaction
from cases.interactions.queries import turn_of
from cases.live import Partial, case_group, fragment, push, widget_group


def tell_turn(event: Event) -> None:
    """The turn of the event to the socket of its conversation: {"seq": position, "turn": …}."""
    turn = turn_of(event)
    _send(turn.interaction_id, {"seq": turn.position, "turn": turn_record(turn)})


def tell_state(event: Event) -> None:
    """Who answers now, to the conversation of the event's interaction."""
    known = WidgetConversation.objects.filter(interaction_id=event.payload["interaction_id"])
    for conversation in known.select_related("interaction__agent"):
        _send(conversation.interaction_id, {"state": state_of(conversation)})


def tell_agent_types(interaction_id: int, name: str) -> None:
    """An agent writes: shown for some seconds, never stored. The console calls it."""
    note_typing(interaction_id, name.split(" ")[0])
    _send(interaction_id, {"typing": name.split(" ")[0]})


def tell_customer_types(interaction: Interaction) -> None:
    """The customer writes: a frame without a number to whoever has the case open. Nothing is stored."""
    shown = Partial("#customer-typing", fragment("cases/channels/widget/_customer_typing.html"))
    frame = {"stream": f"case:{interaction.case_id}", "content": str(shown)}
    push(case_group(interaction.case_id), {"type": "frame", "frame": frame})


def _send(interaction_id: int, frame: dict[str, Any]) -> None:
    push(widget_group(interaction_id), {"type": "widget.frame", "frame": frame})
