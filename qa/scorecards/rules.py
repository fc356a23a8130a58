"""How answers become a score. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

NOT_APPLICABLE = -1


@dataclass(frozen=True)
class Item:
    """What the score needs of a criterion. `best` is the highest number of points."""

    key: str
    weight: int
    best: int
    is_auto_fail: bool = False


@dataclass(frozen=True)
class Score:
    """`percent` is None while nothing that applies was rated; `left` names the criteria without an answer."""

    percent: int | None
    left: tuple[str, ...]
    failed: tuple[str, ...]

    @property
    def is_complete(self) -> bool:
        return not self.left


def score_of(items: Sequence[Item], answers: Mapping[str, int]) -> Score:
    """Σ points × weight ÷ Σ possible × weight over what applies, in percent; a failed must-pass item sets
    0."""
    left = tuple(item.key for item in items if item.key not in answers)
    rated = [(item, answers[item.key]) for item in items if answers.get(item.key, NOT_APPLICABLE) >= 0]
    failed = tuple(item.key for item, points in rated if item.is_auto_fail and points == 0)
    possible = sum(item.best * item.weight for item, _ in rated)
    reached = sum(min(points, item.best) * item.weight for item, points in rated)
    if failed:
        return Score(0, left, failed)
    return Score(round(100 * reached / possible) if possible else None, left, failed)
