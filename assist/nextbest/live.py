from assist.nextbest.queries import panel_of
from cases.events.models import Event
from cases.live import Partial, fragment


def show_panel(event: Event) -> list[Partial]:
    """The ranked next steps of the case, as they are now."""
    panel = panel_of(event.case, at=event.at)
    return [Partial("#panel-nextbest", fragment("assist/nextbest/_panel.html", panel=panel))]
