from assist.wrapup.queries import panel_of
from cases.events.models import Event
from cases.live import Partial, fragment


def show_panel(event: Event) -> list[Partial]:
    """The card after it was drafted or confirmed."""
    return [Partial("#panel-wrapup", fragment("assist/wrapup/_panel.html", panel=panel_of(event.case)))]


def show_clock(event: Event) -> list[Partial]:
    """Only the clock, for the text may be in somebody's hands."""
    return [Partial("#wrapup-clock", fragment("assist/wrapup/_clock.html", panel=panel_of(event.case)))]
