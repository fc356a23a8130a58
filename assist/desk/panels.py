"""The assist column: the panels of the rooms, in their fixed order."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from assist.desk import queries as desk
from assist.handoffs import queries as handoffs
from assist.journeys import queries as journeys
from assist.knowledge import queries as knowledge
from assist.nextbest import queries as nextbest
from assist.providers.language import queries as language
from assist.suggestions import queries as suggestions
from assist.tools import queries as tools
from assist.wrapup import queries as wrapup
from assist.writeback import queries as writeback
from cases.casefiles.models import Case
from cases.followups import queries as followups

# The order is fixed, so that the hand knows where things are. A wrap-up is all that its agent works on while it is open.
ORDER: tuple[tuple[str, Callable[..., Any]], ...] = (
    ("assist/wrapup", wrapup.panel_of),
    ("assist/handoffs", handoffs.panel_of),
    ("assist/desk", desk.panel_of),
    ("assist/suggestions", suggestions.panel_of),
    ("assist/journeys", journeys.panel_of),
    ("assist/nextbest", nextbest.panel_of),
    ("assist/tools", tools.panel_of),
    ("assist/knowledge", knowledge.panel_of),
    ("assist/writeback", writeback.panel_of),
    ("cases/followups", followups.panel_of),
    ("assist/providers/language", language.panel_of),
)


@dataclass(frozen=True)
class Panel:
    """A room's fragment with its view record."""

    template: str
    record: Any


def panels_of(case: Case, *, at: datetime) -> list[Panel]:
    """The panel of every room, each with its record; a fragment itself may be empty."""
    return [Panel(f"{room}/_panel.html", show(case, at=at)) for room, show in ORDER]
