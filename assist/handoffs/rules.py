"""The bundle as a value, and how it is put together from plain facts. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

SECTIONS: dict[str, str] = {
    "intent": "What the customer wants",
    "entities": "Key facts",
    "identity": "Identity",
    "history": "History",
    "done": "Done so far",
    "tried": "Tried in vain",
    "checks": "Policy checks",
    "risks": "Risk flags",
    "mood": "Mood",
    "why": "Why it was handed over",
    "next": "Suggested next step",
    "opening": "To open with",
}
RULES_VERSION = "handoff-1"


@dataclass(frozen=True)
class Item:
    """One thing that is known. `seq` is the event that it came from, 0 when it came from the CRM or the plan."""

    text: str
    seq: int = 0
    label: str = ""
    origin: str = ""


@dataclass(frozen=True)
class Section:
    """One required item of the bundle. `missing` says in words what is not known; empty when it is filled."""

    key: str
    title: str
    items: tuple[Item, ...]
    missing: str = ""

    @property
    def is_filled(self) -> bool:
        return not self.missing


@dataclass(frozen=True)
class Bundle:
    """All the items of the handoff, as they were known up to event `as_of_seq`."""

    case_number: int
    as_of_seq: int
    sections: tuple[Section, ...]

    @property
    def required(self) -> int:
        return len(self.sections)

    @property
    def filled(self) -> int:
        return sum(section.is_filled for section in self.sections)

    def section(self, key: str) -> Section:
        return next(section for section in self.sections if section.key == key)

    @property
    def opening(self) -> str:
        """The paragraph that the agent can say or send first."""
        return " ".join(item.text for item in self.section("opening").items)

    @property
    def missing(self) -> tuple[str, ...]:
        return tuple(section.missing for section in self.sections if section.missing)

    def as_dict(self) -> dict[str, Any]:
        """The same as plain values, for the event and the REST API."""
        parts = {section.key: _plain(section) for section in self.sections}
        return {
            "case_number": self.case_number,
            "as_of_seq": self.as_of_seq,
            "filled": self.filled,
            "required": self.required,
            "completeness": round(self.filled / self.required, 3),
            "missing": list(self.missing),
            "sections": parts,
            "opening": self.opening,
            "rules_version": RULES_VERSION,
        }


def bundle_from(plain: Mapping[str, Any]) -> Bundle:
    """The bundle again from what `as_dict` gave."""
    sections = tuple(
        Section(key, part["title"], tuple(Item(**item) for item in part["items"]), part["missing"])
        for key, part in plain["sections"].items()
    )
    return Bundle(plain["case_number"], plain["as_of_seq"], sections)


def _plain(section: Section) -> dict[str, Any]:
    return {
        "title": section.title,
        "items": [asdict(item) for item in section.items],
        "missing": section.missing,
    }


def section(key: str, items: Sequence[Item], *, missing: str = "", nothing: str = "") -> Section:
    """A section of the items. Without any it is missing, or, where `nothing` says so, known to be empty."""
    if items:
        return Section(key, SECTIONS[key], tuple(items))
    if nothing:
        return Section(key, SECTIONS[key], (Item(nothing),))
    return Section(key, SECTIONS[key], (), missing)


def mood_words(course: Sequence[Sequence[float]]) -> str:
    """`Negative now, falling` from the course of moods, each (event, -1 to 1)."""
    values = [float(mood) for _, mood in course]
    now = values[-1]
    level = "Positive" if now > 0.25 else "Negative" if now < -0.25 else "Neutral"
    return f"{level} now, {_trend(values)}"


def _trend(values: Sequence[float]) -> str:
    if len(values) < 2:
        return "one message so far"
    change = values[-1] - sum(values[:-1]) / len(values[:-1])
    return "falling" if change < -0.2 else "rising" if change > 0.2 else "steady"


def opening_paragraph(
    *, first_name: str, wish: str, facts: Sequence[str], is_verified: bool, is_grave: bool
) -> str:
    """What the agent can send first. It repeats what is known and promises nothing."""
    greeting = f"Hello {first_name}, " if first_name else "Hello, "
    if is_grave:
        return f"{greeting}I am a person and I have read what you wrote. I am here now."
    known = (
        f"I have read the conversation so far: it is about {_lower(wish)}."
        if wish
        else "I have read what you wrote."
    )
    details = f" I have {_joined(facts)} in front of me." if facts else ""
    identity = " We have verified you already." if is_verified else ""
    return f"{greeting}{known}{details}{identity} You need not repeat anything."


def _lower(words: str) -> str:
    return f"“{words[:1].lower()}{words[1:]}”"


def _joined(words: Sequence[str]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else list(words))
