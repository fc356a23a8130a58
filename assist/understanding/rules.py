from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True)
class Entity:
    """Something named in the text: `text[start:end]` is how it was written, `value` its normal form."""

    kind: str
    text: str
    value: str
    start: int
    end: int
    validator: str

    def as_dict(self) -> dict[str, str | int]:
        return {
            "kind": self.kind,
            "text": self.text,
            "value": self.value,
            "start": self.start,
            "end": self.end,
            "validator": self.validator,
        }


@dataclass(frozen=True)
class Guess:
    intent: str
    confidence: float


@dataclass(frozen=True)
class Scope:
    """Whether the request fits a known intent, and the scores behind it."""

    is_out: bool
    best_probability: float
    margin: float
    nearest: float  # cosine to the nearest examples
    score: float = 0.0  # all of them weighed, from 0 (covered) to 1 (not)


@dataclass(frozen=True)
class Mood:
    """`sentiment` from -1 to 1, `frustration` from 0 to 1; `cue` is the wording that a rule found."""

    sentiment: float
    label: str
    frustration: float
    cue: str = ""

    @property
    def is_frustrated(self) -> bool:
        return self.frustration >= FRUSTRATED_FROM


@dataclass(frozen=True)
class Context:
    """What was known before the turn."""

    at: datetime
    locale: str = "en"
    region: str = "GB"
    id_patterns: Mapping[str, str] = field(default_factory=dict)
    earlier: tuple[str, ...] = ()  # the customer's earlier turns, oldest first
    answers: tuple[str, ...] = ()  # the agent's and the assistant's, oldest first
    belief: Mapping[str, float] = field(default_factory=dict)
    known_values: frozenset[str] = frozenset()  # values of entities that the customer gave before


@dataclass(frozen=True)
class Understood:
    ranking: tuple[Guess, ...]
    scope: Scope
    is_small_talk: bool
    belief: Mapping[str, float]
    entities: tuple[Entity, ...]
    mood: Mood
    urgency: str  # the cue's words, or ""
    wants_person: str
    crisis: str
    repeated: str
    pushback: str
    injection: str
    language: str

    @property
    def intent(self) -> str:
        """The best guess for this turn alone; empty when it carries no request."""
        return "" if self.is_small_talk or not self.ranking else self.ranking[0].intent


FRUSTRATED_FROM = 0.5


def falls(course: tuple[float, ...]) -> bool:
    """Whether the sentiment of the last turns went down sharply, or fell twice in a row and is below zero."""
    if len(course) >= 2 and course[-2] - course[-1] >= 0.9:
        return True
    return len(course) >= 3 and course[-3] > course[-2] > course[-1] and course[-1] < -0.2
