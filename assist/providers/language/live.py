from assist.providers.language.queries import panel_of
from cases.events.models import Event
from cases.live import Partial, fragment


def show_panel(event: Event) -> list[Partial]:
    """What left this desk for the case, as it is now."""
    panel = panel_of(event.case)
    return [Partial("#panel-language", fragment("assist/providers/language/_panel.html", panel=panel))]
