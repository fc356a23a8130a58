"""The clock of a wrap-up, by the mode of its queue."""

from dataclasses import dataclass
from datetime import datetime, timedelta

EXTENSION_SECONDS = 60
MOST_EXTENSIONS = 10
WARNING_SECONDS = 20
TIMED = ("timed", "timed_strict")


@dataclass(frozen=True)
class Clock:
    """`ends_at` is None where no time runs."""

    ends_at: datetime | None
    seconds: int
    may_extend: bool
    may_leave: bool


def clock_of(*, mode: str, started_at: datetime, seconds: int, extensions: int, at: datetime) -> Clock:
    """Optional and mandatory wrap-ups have no end of their own; a strict one may not be left before its
    end."""
    whole = seconds + EXTENSION_SECONDS * extensions
    ends_at = started_at + timedelta(seconds=whole) if mode in TIMED else None
    is_over = ends_at is None or at >= ends_at
    may_extend = ends_at is not None and extensions < MOST_EXTENSIONS
    return Clock(ends_at, whole, may_extend, may_leave=is_over or mode != "timed_strict")
