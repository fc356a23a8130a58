from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum, StrEnum


class Rating(IntEnum):
    LOW = 1
    MEDIUM = 2
    HIGH = 3
    VERY_HIGH = 4

    @classmethod
    def of(cls, words: str) -> "Rating":
        """`"very high"` to the rating. Raises KeyError for other words."""
        return cls[words.strip().upper().replace(" ", "_")]

    @property
    def words(self) -> str:
        return self.name.lower().replace("_", " ")


class Sensitive(StrEnum):
    NONE = ""
    COMPLAINT = "complaint"
    LEGAL = "legal"
    MEDICAL = "medical"
    FINANCIAL = "financial"
    CRISIS = "crisis"


@dataclass(frozen=True)
class Ratings:
    complexity: Rating
    emotional_weight: Rating
    business_risk: Rating
    sensitive: Sensitive = Sensitive.NONE
    is_out_of_scope: bool = False


@dataclass(frozen=True)
class LayerSignals:
    """What the live case shows. The defaults are those of a calm case that goes well."""

    mood: float = 0.0  # -1 to 1
    is_frustrated: bool = False
    has_pushed_back: bool = False
    wants_person: bool = False
    is_out_of_scope: bool = False
    has_crisis: bool = False
    amount: float = 0.0  # the largest amount spoken of, in the account's currency
    verification_failed: bool = False
    tool_failed: bool = False
    goes_in_circles: bool = False


@dataclass(frozen=True)
class Placement:
    layer: int
    reasons: tuple[str, ...]


HIGH_AMOUNT = 500.0
BITTER_MOOD = -0.6


def assign_layer(ratings: Ratings, signals: LayerSignals, segment: str, current: int = 1) -> Placement:
    """The layer of a case, 1 to 3, and why, in words.

    The highest of: what the ratings say, what the live signals ask for, and where the case stands already
    (a case that was moved up is not moved down here; a person does that, with a reason).
    """
    asked = [_by_ratings(ratings), *_by_signals(ratings, signals, segment)]
    layer = max(level for level, _ in asked)
    if layer < current:
        return Placement(current, (f"stays on layer {current}, where it was placed earlier",))
    return Placement(layer, tuple(reason for level, reason in asked if level == layer))


def _by_ratings(ratings: Ratings) -> tuple[int, str]:
    weight, risk, complexity = ratings.emotional_weight, ratings.business_risk, ratings.complexity
    if ratings.is_out_of_scope:
        return 3, "a new kind of problem that no intent covers"
    if max(weight, risk) == Rating.VERY_HIGH or complexity >= Rating.HIGH:
        return 3, f"high stakes: {_words(ratings)}"
    if max(weight, risk) >= Rating.HIGH or max(weight, complexity) >= Rating.MEDIUM:
        return 2, f"a person leads: {_words(ratings)}"
    return 1, f"routine: {_words(ratings)}"


def _words(ratings: Ratings) -> str:
    return (
        f"complexity {ratings.complexity.words}, emotional weight {ratings.emotional_weight.words},"
        f" business risk {ratings.business_risk.words}"
    )


def _by_signals(ratings: Ratings, signals: LayerSignals, segment: str) -> Iterable[tuple[int, str]]:
    risky = ratings.business_risk >= Rating.HIGH
    charged = ratings.emotional_weight >= Rating.HIGH
    table: list[tuple[bool, int, str]] = [
        (signals.has_crisis, 3, "signs of a crisis: a person takes over at once"),
        (signals.is_out_of_scope, 3, "a new kind of problem that no intent covers"),
        (ratings.sensitive in _SPECIALIST, 3, f"a sensitive matter ({ratings.sensitive.value})"),
        (risky and signals.amount >= HIGH_AMOUNT, 3, f"an amount of {signals.amount:,.2f} is at stake"),
        (
            charged and signals.mood <= BITTER_MOOD,
            3,
            "the customer is very upset in a matter that weighs heavily",
        ),
        (segment == "vip" and risky, 3, "a VIP customer in a matter of high risk"),
        (signals.wants_person, 2, "the customer asked for a person"),
        (signals.is_frustrated, 2, "the customer is frustrated"),
        (signals.has_pushed_back, 2, "the customer does not accept the answer"),
        (signals.verification_failed, 2, "the customer could not be verified"),
        (signals.tool_failed, 2, "a tool failed"),
        (signals.goes_in_circles, 2, "the conversation goes in circles"),
    ]
    return [(layer, reason) for holds, layer, reason in table if holds]


_SPECIALIST = frozenset({Sensitive.LEGAL, Sensitive.MEDICAL, Sensitive.FINANCIAL, Sensitive.CRISIS})
