"""What the scores of one intent say about another: learned from what models said of examples that they had not seen.

A request that looks half like a failed top-up and a little like a reverted one is more often pending than the plain order
of the scores tells. The correction starts at "the scores are right" and moves away as far as examples bear it out, so with
few examples it does next to nothing.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Table = NDArray[np.float32]
Labels = NDArray[np.integer]

DOUBT = 1.0  # how strongly the correction is held to nothing, in examples
STEPS = 100
FOLDS = 5
FIRST_SHARPNESS = 12.0


@dataclass(frozen=True, eq=False)
class Correction:
    """`moves`: what a score of one (the row) adds to the score of another (the column)."""

    moves: Table

    @classmethod
    def none(cls, labels: int) -> "Correction":
        return cls(np.zeros((labels, labels), dtype=np.float32))

    def of(self, scores: Table) -> Table:
        """The scores as they should have been, a row a text."""
        result: Table = scores + scores @ self.moves
        return result


def learned(scores: Table, labels: Labels) -> tuple[Correction, Table]:
    """The correction of these held-out scores, and the scores corrected by ones that had not seen them either."""
    apart = np.empty_like(scores)
    fold = np.arange(len(labels)) % FOLDS
    for one in range(FOLDS):
        rows = fold == one
        apart[rows] = _fitted(scores[~rows], labels[~rows]).of(scores[rows])
    return _fitted(scores, labels), apart


def _fitted(scores: Table, labels: Labels) -> Correction:
    """A multinomial regression whose table is a multiple of "unchanged" plus what is learned, the latter held small."""
    from scipy.optimize import minimize

    count = scores.shape[1]
    if len(labels) == 0:
        return Correction.none(count)
    start = np.append(FIRST_SHARPNESS, np.zeros(count * count))
    found = minimize(
        _loss, start, args=(scores, labels), jac=True, method="L-BFGS-B", options={"maxiter": STEPS}
    ).x
    moves = (found[1:] / max(found[0], 1.0)).reshape(count, count)
    return Correction(moves.astype(np.float16).astype(np.float32))


def _loss(numbers: NDArray[np.float64], scores: Table, labels: Labels) -> tuple[float, NDArray[np.float64]]:
    """How badly sharpness and moves tell the labels, and the way up. `numbers`: the sharpness, then the moves."""
    count, rows = scores.shape[1], np.arange(len(labels))
    sharpness, moves = np.float32(numbers[0]), numbers[1:].astype(np.float32).reshape(count, count)
    lifted = sharpness * scores + scores @ moves
    lifted -= lifted.max(axis=1, keepdims=True)
    right = lifted[rows, labels]
    shares = np.exp(lifted)
    sums = shares.sum(axis=1, keepdims=True)
    shares /= sums
    shares[rows, labels] -= 1
    told = float((np.log(sums[:, 0]) - right).sum(dtype=np.float64))
    held = DOUBT / 2 * float((moves * moves).sum(dtype=np.float64))
    up = float((shares * scores).sum(dtype=np.float64))
    return told + held, np.append(up, scores.T @ shares + DOUBT * moves).astype(np.float64)
