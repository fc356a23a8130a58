from assist.tools.models import ToolCall
from assist.tools.queries import panel_of
from cases.events.models import Event
from cases.live import Partial, fragment


def show_panel(event: Event) -> list[Partial]:
    """The action cards of the case, as they are now."""
    return [
        Partial("#panel-tools", fragment("assist/tools/_panel.html", panel=panel_of(event.case, at=event.at)))
    ]


def show_card(event: Event) -> list[Partial]:
    """The panel when a person's card changed; nothing for what the AI agent looks up for itself."""
    call_id = event.payload.get("call_id")
    return [] if ToolCall.objects.filter(pk=call_id, is_silent=True).exists() else show_panel(event)
