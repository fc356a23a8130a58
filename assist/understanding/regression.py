"""Kernel ridge regression in closed form, with what it would have said of every example had it not seen it.

One factorisation gives the weights, the scores of each example by a model without it, and by a model without its whole
label: figures that cross-validation would need hundreds of trainings for.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Table = NDArray[np.float32]

RIDGE = 0.2


@dataclass(frozen=True)
class Fit:
    """`weights` one row an example, one column a label. The other two hold scores on examples held out."""

    weights: Table
    without_itself: Table
    without_its_label: Table


def fit(likeness: Table, targets: Table, groups: Sequence[NDArray[np.intp]]) -> Fit:
    """Fits all labels at once. `groups` are the rows of each label. Overwrites `likeness`, the largest table there is."""
    from scipy.linalg import lapack  # slow to import, and only training needs it

    likeness[np.diag_indices(len(likeness))] += RIDGE
    factor, failed = lapack.spotrf(likeness.T, lower=1, overwrite_a=1)
    if failed:
        raise ValueError("The examples cannot be told apart numerically.")
    weights, _ = lapack.spotrs(factor, targets, lower=1)
    inverse, _ = lapack.spotri(factor, lower=1, overwrite_c=1)
    alone = targets - weights / np.diag(inverse)[:, None]
    apart = np.array(alone)
    for rows in groups:
        apart[rows] = targets[rows] - np.linalg.solve(_block(inverse, rows), weights[rows])
    return Fit(np.ascontiguousarray(weights), alone.astype(np.float32), apart.astype(np.float32))


def _block(lower: Table, rows: NDArray[np.intp]) -> NDArray[np.float64]:
    """The symmetric part of a table of which only the lower half is filled."""
    half = np.tril(lower[np.ix_(rows, rows)].astype(np.float64))
    whole: NDArray[np.float64] = half + np.tril(half, -1).T
    return whole
