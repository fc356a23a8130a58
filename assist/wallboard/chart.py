"""The service level of the last hour, drawn as SVG by the template and told in one sentence."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from assist.wallboard.rules import Answering

WIDTH, HEIGHT, TOP = 1120, 150, 10


@dataclass(frozen=True)
class Point:
    time: str
    level: int | None
    counted: int
    x: float
    y: float


@dataclass(frozen=True)
class Chart:
    """Coordinates in a drawing of WIDTH × (HEIGHT + TOP); `lines` are the unbroken pieces of the curve."""

    points: list[Point]
    lines: list[str]
    target: int
    target_y: float
    sentence: str
    width: int = WIDTH
    box_width: int = WIDTH + 64


def chart_of(steps: Sequence[tuple[datetime, Answering]], target: int) -> Chart:
    points = [_point(n, len(steps), at, answering) for n, (at, answering) in enumerate(steps)]
    return Chart(points, _lines(points), target, y_of(target), sentence_of(points, target))


def y_of(level: int) -> float:
    return round(TOP + HEIGHT * (1 - level / 100), 1)


def _point(n: int, count: int, at: datetime, answering: Answering) -> Point:
    level = answering.service_level
    x = round(WIDTH * n / max(count - 1, 1), 1)
    return Point(timezone.localtime(at).strftime("%H:%M"), level, answering.denominator, x, y_of(level or 0))


def _lines(points: Sequence[Point]) -> list[str]:
    """Pieces of the curve; a step without contacts breaks it."""
    pieces: list[list[str]] = [[]]
    for point in points:
        if point.level is None:
            pieces.append([])
        else:
            pieces[-1].append(f"{point.x},{point.y}")
    return [" ".join(piece) for piece in pieces if piece]


def sentence_of(points: Sequence[Point], target: int) -> str:
    """What the curve says, for who does not see it."""
    known = [point for point in points if point.level is not None]
    if not known:
        return "No contact was queued in the last hour."
    low = min(known, key=lambda point: (point.level or 0, point.time))
    return (
        f"Line chart. The service level was {known[0].level} % at {known[0].time}, "
        f"lowest {low.level} % at {low.time}, and is {known[-1].level} % at {known[-1].time}. "
        f"The target is {target} %. The table below has all figures."
    )
