"""Weighing candidates: the features of the trees put together, and scores turned into chances."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assist.nextbest.ranking.features import candidates_of
from assist.nextbest.ranking.likes import Likes
from assist.nextbest.ranking.moments import Moment
from assist.nextbest.ranking.plans import PlanView

WEIGHED = 8  # the network's best, which the trees weigh again
TINY = 1e-9


def seen_candidates(
    moment: Moment, views: Sequence[PlanView], logits: NDArray[Any], actions: Sequence[str]
) -> tuple[list[str], NDArray[np.float32]]:
    """The network's best among the plans' actions, with their features."""
    best = [actions[place] for place in np.argsort(-logits, kind="stable")[:WEIGHED]]
    return candidates_of(moment, views, frozenset(best))


def weigh(
    actions: Sequence[str],
    rows: NDArray[np.float32],
    logits: NDArray[Any],
    places: Mapping[str, int],
    likes: Likes,
    keys: Sequence[int],
    without: Likes | None = None,
) -> NDArray[np.float32]:
    """The features of candidates with what the network says of them and what was done in like moments."""
    chances = np.exp(logits - logits.max())
    logs = np.log(chances / chances.sum() + TINY)
    first, second = np.sort(logs)[::-1][:2] if len(logs) > 1 else (logs[0], logs[0])
    doubt = float(-(np.exp(logs) * logs).sum())
    heard = [
        [logs[at], float((logs > logs[at]).sum()), logs[at] - first, first, logs[at] - second, doubt,
         *likes.numbers(keys, at, without), at]
        for at in (places[action] for action in actions)
    ]  # fmt: skip
    extra = np.array(heard, dtype=np.float32).reshape(len(actions), -1)
    return np.concatenate([rows, extra], axis=1) if len(actions) else rows


def in_order(actions: Sequence[str], scores: NDArray[np.float64]) -> list[tuple[str, float]]:
    """The actions with their chances, which come to 1; ties by name."""
    odds = 1 / (1 + np.exp(-scores))
    chances = odds / max(float(odds.sum()), TINY)
    return sorted(zip(actions, chances.tolist(), strict=True), key=lambda pair: (-pair[1], pair[0]))
