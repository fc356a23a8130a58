from cases.events.models import Event
from cases.followups.queries import panel_of
from cases.live import Partial, fragment


def show_panel(event: Event) -> list[Partial]:
    """The follow-ups of the case, as they are now."""
    return [Partial("#panel-followups", fragment("cases/followups/_panel.html", panel=panel_of(event.case)))]
