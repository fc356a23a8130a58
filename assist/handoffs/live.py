from assist.handoffs.queries import panel_of
from cases.events.models import Event
from cases.live import Partial, fragment


def show_panel(event: Event) -> list[Partial]:
    """The bundle's card, after `handoff.made`."""
    return [Partial("#panel-handoffs", fragment("assist/handoffs/_panel.html", panel=panel_of(event.case)))]
