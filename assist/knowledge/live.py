from assist.knowledge.events import KnowledgeFound
from assist.knowledge.queries import panel_after, panel_of
from cases.events.models import Event
from cases.live import Partial, fragment


def show_panel(event: Event) -> list[Partial]:
    """The knowledge beside the case, as of the event."""
    is_news = event.name == KnowledgeFound.NAME
    panel = panel_after(event.case, event) if is_news else panel_of(event.case)
    return [Partial("#panel-knowledge", fragment("assist/knowledge/_panel.html", panel=panel))]
