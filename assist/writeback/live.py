from assist.writeback.queries import panel_of
from cases.events.models import Event
from cases.live import Partial, fragment


def show_panel(event: Event) -> list[Partial]:
    """The case's card of CRM writes, as it is now."""
    return [Partial("#panel-writeback", fragment("assist/writeback/_panel.html", panel=panel_of(event.case)))]
