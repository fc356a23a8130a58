"""Pure decisions of routing. Capacity is counted by weight, 100 in all."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

WEIGHTS: Mapping[str, int] = {"voice": 100, "chat": 34, "messaging": 25, "email": 20, "sms": 25}
FULL = 100
# This many offers missed in a row make an agent unresponsive.
MISSES_ALLOWED = 2
# An interaction in one of these states keeps its agent busy.
ON_CONTACT = ("connected", "held", "consulting", "wrap_up")
# A screen that was not heard of for this long is not there.
SEEN_WITHIN_SECONDS = 35


@dataclass(frozen=True)
class Candidate:
    user_id: int
    level: int
    load: int
    idle_since: datetime
    had_this_case: bool = False


def fits(load: int, channel: str) -> bool:
    """Whether another contact of the channel fits beside what the agent has. Three chats fit (102), as is usual."""
    weight = WEIGHTS[channel]
    return load + weight <= FULL + (2 if channel == "chat" else 0)


def choose(candidates: Iterable[Candidate], channel: str) -> Candidate | None:
    """The last agent of the case first, then skill, then the emptiest, then who has been idle longest."""
    able = [c for c in candidates if fits(c.load, channel)]
    return min(
        able, key=lambda c: (not c.had_this_case, -c.level, c.load, c.idle_since, c.user_id), default=None
    )
