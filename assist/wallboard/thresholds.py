"""When an alarm is raised and when it is cleared: two thresholds, so that it does not flicker. Pure."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from assist.wallboard.rules import WAIT_ALARM_SECONDS

QUIET_SECONDS = 300


@dataclass(frozen=True)
class Threshold:
    """Raised from `raise_at` on, cleared below `clear_at`. For moods both are negated, so that more is
    always worse."""

    raise_at: float
    clear_at: float


WAIT = Threshold(WAIT_ALARM_SECONDS, 75)
MOOD = Threshold(0.5, 0.3)


@dataclass(frozen=True)
class Reading:
    """A measured value that may be alarming, under a key that stays the same."""

    key: str
    value: float
    threshold: Threshold


def changes_of(
    readings: Iterable[Reading], raised: Collection[str], lately_cleared: Collection[str]
) -> tuple[list[str], list[str]]:
    """Keys to raise and keys to clear. What is raised stays between the thresholds; what was cleared lately
    stays quiet;
    what is no longer measured is cleared."""
    by_key: Mapping[str, Reading] = {reading.key: reading for reading in readings}
    to_raise = [
        key
        for key, reading in by_key.items()
        if key not in raised and key not in lately_cleared and reading.value >= reading.threshold.raise_at
    ]
    to_clear = [
        key for key in raised if key not in by_key or by_key[key].value < by_key[key].threshold.clear_at
    ]
    return to_raise, to_clear
