from assist.journeys.queries import panel_of
from cases.events.models import Event
from cases.live import Partial, fragment


def show_panel(event: Event) -> list[Partial]:
    """The plan of the case, as it is now."""
    panel = panel_of(event.case, at=event.at)
    return [Partial("#panel-journeys", fragment("assist/journeys/_panel.html", panel=panel))]
