"""Passages that are near to everything. Pure, numbers only.

In a space of sentence embeddings some passages stand near most questions, whatever they ask. How near a passage is to the
titles of other articles, which are questions that it does not answer, tells how much of its likeness means nothing.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from assist.knowledge.rules import DENSE_WEIGHT, TITLE_WEIGHT

Floats = NDArray[np.float32]
Numbers = NDArray[np.int64]

NEAREST = 10  # of the other titles
SHARE = 0.4  # of that likeness is taken off
FEWEST_ARTICLES = 30  # with fewer there are too few other titles to judge by
MOST_TITLES = 500  # spread over the shelf, so that a shelf of 10,000 passages is judged in a moment


def usual_likeness(meanings: Floats, titles: Floats, articles: Numbers, starts: Numbers) -> Floats:
    """What each passage's total has too much for being near to everything: above 0 for such, below 0 for the others.

    `titles` has the meaning of its article's title for each passage, `starts` where each article begins.
    """
    if len(starts) < FEWEST_ARTICLES:
        return np.zeros(len(meanings), dtype=np.float32)
    asking = starts[:: -(-len(starts) // MOST_TITLES)]
    is_own = articles[asking][:, None] == articles[None, :]
    near = DENSE_WEIGHT * _to_nearest(titles[asking] @ meanings.T, is_own)
    near += TITLE_WEIGHT * _to_nearest(titles[asking] @ titles.T, is_own)
    return np.asarray(SHARE * (near - near.mean()), dtype=np.float32)


def _to_nearest(likeness: Floats, is_own: NDArray[np.bool_]) -> Floats:
    """Each passage's mean likeness with the titles nearest to it, without its own article's."""
    likeness[is_own] = -1
    mean: Floats = np.partition(likeness, -NEAREST, axis=0)[-NEAREST:].mean(axis=0)
    return mean
