from assist.knowledge.queries import panel_of
from cases.events.models import Event
from cases.live import Partial, fragment


def show_panel(event: Event) -> list[Partial]:
    """The knowledge beside the case, as it is now."""
    return [Partial("#panel-knowledge", fragment("assist/knowledge/_panel.html", panel=panel_of(event.case)))]
