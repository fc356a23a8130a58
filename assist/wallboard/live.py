"""Hints to the open floors: something changed. What changed they read themselves, at most once a second."""

from typing import Any

from django.utils import timezone

from assist.wallboard.queries import floor_for
from cases.events.models import Event
from cases.live import Partial, floor_group, fragment, push
from cases.people.models import User

EVERYWHERE = "all"


def tell_floor(event: Event) -> None:
    """A reaction for everything that moves a figure."""
    hint_floor(event.case.team_id)


def hint_floor(team_id: int | None) -> None:
    """To the floors of the team (all of them when None) and to those that watch every team."""
    push(floor_group(EVERYWHERE), {"type": "floor.changed", "team": team_id})


def frame_for(user: User, is_wall: bool) -> dict[str, Any]:
    """{"stream": "floor", "at": ISO time, "content": one morph of the changing part}."""
    floor = floor_for(user, at=timezone.now(), is_wall=is_wall)
    shown = Partial("#floor", fragment("assist/wallboard/_floor.html", floor=floor))
    return {"stream": "floor", "at": floor.at.isoformat(), "content": str(shown)}
