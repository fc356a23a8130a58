"""Which closed cases are picked, and how much the random ones tell about all. Pure."""

import hashlib
import math
from dataclasses import dataclass
from enum import StrEnum

LOW_MOOD = -0.4
AI_SHARE = 0.25
PEOPLE_SHARE = 0.15


class Reason(StrEnum):
    """Why a case was picked. The first of several stands on the card."""

    TOOL_FAILED = "tool_failed"
    LOW_MOOD = "low_mood"
    ESCALATED = "escalated"
    AI_SAMPLE = "ai_sample"
    PEOPLE_SAMPLE = "people_sample"

    @property
    def words(self) -> str:
        return _WORDS[self]

    @property
    def is_random(self) -> bool:
        return self in (Reason.AI_SAMPLE, Reason.PEOPLE_SAMPLE)


_WORDS = {
    Reason.TOOL_FAILED: "an action failed",
    Reason.LOW_MOOD: "low mood",
    Reason.ESCALATED: "escalated by the AI agent",
    Reason.AI_SAMPLE: "random, resolved by the AI agent",
    Reason.PEOPLE_SAMPLE: "random, handled by people",
}


@dataclass(frozen=True)
class Traits:
    """What the rules look at in a closed case. `lowest_mood` is None without any rated turn."""

    lowest_mood: float | None
    was_escalated: bool
    had_failed_tool: bool
    had_person: bool


def reasons_to_pick(traits: Traits, draw: float) -> list[Reason]:
    """Every reason that holds, the gravest first. `draw` is the case's number between 0 and 1."""
    stratum, share = (
        (Reason.PEOPLE_SAMPLE, PEOPLE_SHARE) if traits.had_person else (Reason.AI_SAMPLE, AI_SHARE)
    )
    holds = {
        Reason.TOOL_FAILED: traits.had_failed_tool,
        Reason.LOW_MOOD: traits.lowest_mood is not None and traits.lowest_mood <= LOW_MOOD,
        Reason.ESCALATED: traits.was_escalated,
        stratum: draw < share,
    }
    return [reason for reason, is_true in holds.items() if is_true]


def draw_of(seed: str) -> float:
    """A number in [0, 1) that depends on the seed alone: nobody chooses it, anybody can check it."""
    return int.from_bytes(hashlib.sha256(seed.encode()).digest()[:8]) / 2**64


def margin_of_error(sample: int, population: int) -> float | None:
    """Half the width of the 95 % interval of a share in the worst case, in percentage points, for a sample
    drawn
    without replacement from `population`. None for an empty sample."""
    if sample <= 0:
        return None
    if sample >= population:
        return 0.0
    correction = math.sqrt((population - sample) / (population - 1))
    return round(100 * 1.96 * math.sqrt(0.25 / sample) * correction, 1)
