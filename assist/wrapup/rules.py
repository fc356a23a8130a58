"""The clock of a wrap-up, by the mode of its queue."""

from dataclasses import dataclass
from datetime import datetime, timedelta

EXTENSION_SECONDS = 60
MOST_EXTENSIONS = 10
TIMED = ("timed", "timed_strict")


@dataclass(frozen=True)
class Clock:
    """`ends_at` is None where no time runs."""

    ends_at: datetime | None
    seconds: int
    may_extend: bool
    is_strict: bool

    def may_leave(self, at: datetime) -> bool:
        """A strict wrap-up may not be left before its end."""
        return not self.is_strict or self.ends_at is None or at >= self.ends_at


def clock_of(*, mode: str, started_at: datetime, seconds: int, extensions: int) -> Clock:
    """Optional and mandatory wrap-ups have no end of their own."""
    whole = seconds + EXTENSION_SECONDS * extensions
    is_timed = mode in TIMED
    return Clock(
        ends_at=started_at + timedelta(seconds=whole) if is_timed else None,
        seconds=whole,
        may_extend=is_timed and extensions < MOST_EXTENSIONS,
        is_strict=mode == "timed_strict",
    )
