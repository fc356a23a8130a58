from assist.suggestions.queries import panel_of
from cases.events.models import Event
from cases.live import Partial, fragment


def show_panel(event: Event) -> list[Partial]:
    """The suggested reply of the case, as it is now."""
    return [
        Partial("#panel-suggestions", fragment("assist/suggestions/_panel.html", panel=panel_of(event.case)))
    ]
