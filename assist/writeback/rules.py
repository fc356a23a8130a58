"""When a write is tried again, and when it is given up."""

from dataclasses import dataclass

FIRST_PAUSE = 2.0
LONGEST_PAUSE = 900.0
MAX_ATTEMPTS = 20  # some three hours: an outage should not need a person
LEASE_SECONDS = 60.0  # after this a write that was taken and not heard of is taken again


@dataclass(frozen=True)
class Next:
    """What becomes of a failed write: dead, or another attempt after so many seconds."""

    is_dead: bool
    seconds: float = 0.0


def after_failure(*, attempts: int, jitter: float, retry_after: float | None = None) -> Next:
    """`attempts` counts the one that failed; `jitter` is from 0 to 1. Never earlier than the CRM asked
    for."""
    if attempts >= MAX_ATTEMPTS:
        return Next(is_dead=True)
    return Next(is_dead=False, seconds=max(pause(attempts, jitter), retry_after or 0.0))


def pause(attempts: int, jitter: float) -> float:
    """Doubles with every attempt; the jitter takes away up to half, so that many do not come back
    together."""
    full: float = min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (attempts - 1))
    return full * (1 - jitter / 2)
