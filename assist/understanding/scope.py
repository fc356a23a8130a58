"""Whether a request is out of scope: several scores, weighed by a head that learned it from what lay outside.

What lies outside is taken from lines marked so. Where there are few of them each intent is left out in turn, and its
examples stand for what nobody has named yet.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Signs = NDArray[np.float64]

NEAREST = 3
KNOWN = 20  # lines marked as outside, from which they alone say what outside looks like
LOST = 0.0035  # share of the rightly read requests that may be lost to find them; of new ones three times as many are
YOUNG = 20  # examples an intent: with so many, a quarter of what people write may be something else
STRENGTH = 1.0


@dataclass(frozen=True)
class ScopeHead:
    """`score` from 0 (covered) to 1 (not); outside from `threshold` on."""

    weights: tuple[float, ...]
    offset: float
    threshold: float

    def score(self, signs: Signs) -> NDArray[np.float64]:
        result: NDArray[np.float64] = 1 / (1 + np.exp(-(signs @ np.array(self.weights) + self.offset)))
        return result

    def as_dict(self) -> dict[str, Any]:
        return {"weights": list(self.weights), "offset": self.offset, "threshold": self.threshold}

    @classmethod
    def from_dict(cls, saved: Mapping[str, Any]) -> "ScopeHead":
        return cls(tuple(saved["weights"]), saved["offset"], saved["threshold"])


# Where there are too few intents to leave one out: only what is like nothing at all is outside.
UNTAUGHT = ScopeHead((-4.0, 2.0, -6.0), 2.0, 0.5)


def signs_of(best: Any, outside: Any, nearest: Any) -> Signs:
    """The scores, a row a text: of the best intent, of "outside" (0 where nothing is marked so), and of the nearest examples."""
    return np.column_stack([best, outside, nearest]).astype(np.float64)


def nearest_of(cosine: NDArray[np.float32]) -> NDArray[np.float32]:
    """The mean cosine of the nearest few examples, a row a text."""
    few = min(NEAREST, cosine.shape[1])
    result: NDArray[np.float32] = -np.partition(-cosine, few - 1, axis=1)[:, :few].mean(axis=1)
    return result


def taught(
    inside: Signs, is_right: NDArray[np.bool_], marked: Signs, left_out: Signs, size: float
) -> ScopeHead:
    """The head of these held-out examples. `size` is the usual number of examples of an intent."""
    is_known = len(marked) >= KNOWN
    outside = marked if is_known else np.vstack([marked, left_out])
    if len(outside) < KNOWN or len(inside) < KNOWN:
        return UNTAUGHT
    head = _fitted(inside, outside)
    covered, beyond = head.score(inside), head.score(outside)
    limit = _losing_few(covered[is_right]) if is_known else _weighing(covered, is_right, beyond, size)
    return ScopeHead(head.weights, head.offset, round(limit, 6))


def _fitted(inside: Signs, outside: Signs) -> ScopeHead:
    from sklearn.linear_model import LogisticRegression  # slow to import, and only training needs it

    rows = np.vstack([inside, outside])
    spread = rows.std(axis=0) + 1e-6
    model = LogisticRegression(C=STRENGTH, class_weight="balanced", max_iter=500)
    model.fit(rows / spread, np.r_[np.zeros(len(inside)), np.ones(len(outside))])
    weights = model.coef_[0] / spread
    return ScopeHead(tuple(round(float(w), 6) for w in weights), round(float(model.intercept_[0]), 6), 0.5)


def _losing_few(covered: NDArray[np.float64]) -> float:
    return float(np.quantile(covered, 1 - LOST))


def _weighing(
    covered: NDArray[np.float64], is_right: NDArray[np.bool_], beyond: NDArray[np.float64], size: float
) -> float:
    """Where most is decided rightly, if the share outside is what a taxonomy of this size leaves uncovered."""
    share = 0.5 / (1 + (size / YOUNG) ** 2)
    grid = np.append(np.quantile(covered, np.linspace(0.5, 1, 400)), 1.01)
    kept = np.array([(is_right & (covered < limit)).mean() for limit in grid])
    found = np.array([(beyond >= limit).mean() for limit in grid])
    return float(grid[int(np.argmax((1 - share) * kept + share * found))])
