"""Formulas, words and thresholds of the floor. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

SHORT_ABANDON_SECONDS = 5
ABANDON_LIMIT = 5
WAIT_ALARM_SECONDS = 90
LATE_AFTER = {"break": 15 * 60, "meal": 45 * 60, "away": 10 * 60, "unresponsive": 60}


class Tone(StrEnum):
    """How a figure stands; always said in words too."""

    OK = "ok"
    WARN = "warn"
    BAD = "bad"
    NONE = ""


@dataclass(frozen=True)
class Answering:
    """What the service level is made of, over one queue or many."""

    answered: int = 0
    in_time: int = 0
    abandoned: int = 0
    short: int = 0
    queued: int = 0

    def __add__(self, other: "Answering") -> "Answering":
        return Answering(
            self.answered + other.answered,
            self.in_time + other.in_time,
            self.abandoned + other.abandoned,
            self.short + other.short,
            self.queued + other.queued,
        )

    @property
    def denominator(self) -> int:
        return self.answered + self.abandoned - self.short

    @property
    def service_level(self) -> int | None:
        """Answered in time ÷ (answered + abandoned − short abandons), in percent."""
        return round(100 * self.in_time / self.denominator) if self.denominator else None

    @property
    def abandonment(self) -> float | None:
        """(Abandoned − short) ÷ (queued − short), in percent."""
        queued = self.queued - self.short
        return round(100 * (self.abandoned - self.short) / queued, 1) if queued > 0 else None


def level_tone(level: int | None, target: int) -> Tone:
    """On target, up to five points below, or in breach."""
    if level is None:
        return Tone.NONE
    if level >= target:
        return Tone.OK
    return Tone.WARN if level >= target - 5 else Tone.BAD


LEVEL_WORDS = {Tone.WARN: "Below target", Tone.BAD: "Breach"}


def wait_tone(seconds: int, within: int) -> Tone:
    """Amber past the time of the service level, red past the alarm."""
    if seconds <= within:
        return Tone.OK
    return Tone.WARN if seconds < WAIT_ALARM_SECONDS else Tone.BAD


def clock(seconds: float) -> str:
    """0:48, 6:41, 1 h 04."""
    whole = max(int(seconds), 0)
    if whole >= 3600:
        return f"{whole // 3600} h {whole % 3600 // 60:02d}"
    return f"{whole // 60}:{whole % 60:02d}"


def mood_word(mood: float) -> str:
    if mood <= -0.5:
        return "Very low"
    if mood <= -0.2:
        return "Low"
    return "Good" if mood >= 0.25 else "Neutral"


def mood_direction(course: Sequence[float]) -> str:
    """falling, rising, steady; "" before three rated turns."""
    if len(course) < 3:
        return ""
    change = sum(course[-2:]) / 2 - sum(course[-4:-2] or course[:1]) / len(course[-4:-2] or course[:1])
    return "falling" if change <= -0.2 else "rising" if change >= 0.2 else "steady"


@dataclass(frozen=True)
class AgentNow:
    """What the list of agents is made of. `usual` is the usual handle time in seconds, 0 when unknown."""

    presence: str
    contacts: int
    wrap_ups: int
    seconds: int
    usual: int = 0
    wrap_up_limit: int = 0


def why_listed(agent: AgentNow) -> str:
    """Why a supervisor may want to look at the agent, or ""."""
    if agent.presence == "unresponsive":
        return "Missed two offers"
    if agent.contacts:
        return "Twice the usual length" if agent.usual and agent.seconds > 2 * agent.usual else ""
    if agent.wrap_ups:
        return "Wrap-up over its time" if agent.wrap_up_limit and agent.seconds > agent.wrap_up_limit else ""
    limit = LATE_AFTER.get(agent.presence)
    return f"{agent.presence.capitalize()} over {limit // 60} min" if limit and agent.seconds > limit else ""
