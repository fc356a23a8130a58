"""The assist column: the panels of the rooms, in their fixed order."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from importlib import import_module
from typing import Any

from django.template import TemplateDoesNotExist
from django.template.loader import get_template

from cases.casefiles.models import Case

# The order is fixed, so that the hand knows where things are.
ORDER = (
    "assist.handoffs",
    "assist.desk",
    "assist.suggestions",
    "assist.nextbest",
    "assist.journeys",
    "assist.tools",
    "assist.knowledge",
    "assist.wrapup",
    "assist.writeback",
    "cases.followups",
)


@dataclass(frozen=True)
class Panel:
    """A room's fragment with its view record."""

    name: str
    template: str
    record: Any


def panels_of(case: Case, *, at: datetime) -> list[Panel]:
    """The panels of the rooms that are built, each with its record; a fragment itself may be empty."""
    return [_panel(room, show, case, at) for room, show in _rooms()]


def _panel(room: str, show: Callable[..., Any], case: Case, at: datetime) -> Panel:
    return Panel(room.split(".")[1], f"{room.replace('.', '/')}/_panel.html", show(case, at=at))


@lru_cache(maxsize=1)
def _rooms() -> list[tuple[str, Callable[..., Any]]]:
    found = []
    for room in ORDER:
        with suppress(ImportError, TemplateDoesNotExist):
            get_template(f"{room.replace('.', '/')}/_panel.html")
            found.append((room, getattr(import_module(f"{room}.queries"), "panel_of", None)))
    return [(room, show) for room, show in found if show]
