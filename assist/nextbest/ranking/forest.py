"""Boosted trees as plain arrays: learned by scikit-learn, kept and asked without it."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
ARRAYS = ("feature", "threshold", "left", "right", "value", "roots")


@dataclass(frozen=True)
class Forest:
    """All nodes of all trees one behind the other; a leaf's followers are itself."""

    feature: NDArray[np.int16]
    threshold: NDArray[np.float64]
    left: NDArray[np.int32]
    right: NDArray[np.int32]
    value: Floats
    roots: NDArray[np.int32]
    base: float
    depth: int

    def scores(self, rows: Floats) -> NDArray[np.float64]:
        """The log odds of each row."""
        node = np.broadcast_to(self.roots, (len(rows), len(self.roots)))
        each = np.arange(len(rows))[:, None]
        for _ in range(self.depth):
            is_left = rows[each, self.feature[node]] <= self.threshold[node]
            node = np.where(is_left, self.left[node], self.right[node])
        total: NDArray[np.float64] = self.base + self.value[node].sum(axis=1, dtype=np.float64)
        return total

    @property
    def arrays(self) -> dict[str, NDArray[np.generic]]:
        kept = {name: getattr(self, name) for name in ARRAYS}
        return {**kept, "base": np.array(self.base), "depth": np.array(self.depth)}

    @classmethod
    def from_arrays(cls, arrays: dict[str, NDArray[np.generic]]) -> "Forest":
        kept = {name: arrays[name] for name in ARRAYS}
        return cls(**kept, base=float(arrays["base"]), depth=int(arrays["depth"]))  # type: ignore[arg-type]


def grow_forest(
    rows: Floats, right: NDArray[np.bool_], *, trees: int, leaves: int, rate: float, seed: int
) -> Forest:
    """Trees that tell right candidates from wrong ones. The same rows give the same trees."""
    from sklearn.ensemble import HistGradientBoostingClassifier  # slow to import, and only training needs it

    learner = HistGradientBoostingClassifier(
        max_iter=trees, learning_rate=rate, max_leaf_nodes=leaves, min_samples_leaf=50,
        l2_regularization=1.0, max_features=0.5, early_stopping=False, random_state=seed,
    )  # fmt: skip
    learner.fit(rows, right)
    grown = [row[0].nodes for row in learner._predictors]
    return _joined(grown, float(learner._baseline_prediction.ravel()[0]))


def _joined(trees: Iterable[NDArray[np.void]], base: float) -> Forest:
    columns: dict[str, list[NDArray[np.generic]]] = {name: [] for name in ARRAYS}
    start = depth = 0
    for nodes in trees:
        own, is_leaf = np.arange(len(nodes)) + start, nodes["is_leaf"].astype(bool)
        columns["feature"].append(np.where(is_leaf, 0, nodes["feature_idx"]).astype(np.int16))
        columns["threshold"].append(np.where(is_leaf, 0.0, nodes["num_threshold"]))
        columns["left"].append(
            np.where(is_leaf, own, nodes["left"].astype(np.int64) + start).astype(np.int32)
        )
        columns["right"].append(
            np.where(is_leaf, own, nodes["right"].astype(np.int64) + start).astype(np.int32)
        )
        columns["value"].append(np.where(is_leaf, nodes["value"], 0.0).astype(np.float32))
        columns["roots"].append(np.array([start], dtype=np.int32))
        start, depth = start + len(nodes), max(depth, int(nodes["depth"].max()))
    joined = {name: np.concatenate(found) for name, found in columns.items()}
    return Forest(**joined, base=base, depth=depth)
