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
# A lasting belief outweighs one vague turn, and gives way to one clear one.
SHORT_TURN = 4
WEIGHT_OF_SHORT, WEIGHT_OF_LONG, WEIGHT_OF_GRAVE = 0.35, 0.65, 0.95
KEPT_FROM = 0.01


def updated_belief(
    belief: Mapping[str, float], turn: Mapping[str, float], *, words: int, is_empty: bool, is_grave: bool
) -> dict[str, float]:
    """What the case is about after one more turn: probabilities by intent.

    A turn without a request (small talk, a bare order number) changes nothing; a grave one counts nearly alone.
    """
    if is_empty:
        return dict(belief)
    if not belief:
        return _kept(turn)
    weight = WEIGHT_OF_GRAVE if is_grave else WEIGHT_OF_SHORT if words < SHORT_TURN else WEIGHT_OF_LONG
    sure = max(turn.values(), default=0.0)
    weight *= 0.5 + 0.5 * sure  # an unsure reading moves less
    keys = belief.keys() | turn.keys()
    return _kept({k: (1 - weight) * belief.get(k, 0.0) + weight * turn.get(k, 0.0) for k in keys})


def _kept(shares: Mapping[str, float]) -> dict[str, float]:
    whole = sum(shares.values()) or 1.0
    kept = {k: v for k, v in shares.items() if v / whole >= KEPT_FROM}
    total = sum(kept.values()) or 1.0
    return {k: round(v / total, 4) for k, v in sorted(kept.items(), key=lambda pair: (-pair[1], pair[0]))}


def best_of(belief: Mapping[str, float]) -> Guess:
    """The intent that the case is believed to have; an empty one when nothing is known."""
    if not belief:
        return Guess("", 0.0)
    intent = max(belief, key=lambda key: (belief[key], key))
    return Guess(intent, belief[intent])


def falls(course: tuple[float, ...]) -> bool:
    """Whether the sentiment of the last turns went down sharply, or fell twice in a row and is below zero."""
    if len(course) >= 2 and course[-2] - course[-1] >= 0.9:
        return True
    return len(course) >= 3 and course[-3] > course[-2] > course[-1] and course[-1] < -0.2
