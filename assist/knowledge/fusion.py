"""Many needs, one ranking of articles. Pure.

Each need ranks the articles by meaning and by words. A place counts by how high it is and by how strong the need is:
a sentence that some article meets closely says what the text is about, one that meets nothing is talk.
"""

from __future__ import annotations

import numpy as np

from assist.knowledge.evidence import Evidence
from assist.knowledge.shelf import Floats, Numbers, Shelf

TITLE_SHARE = 0.2
DENSE_POWER, WORD_POWER = 4, 2  # meanings are all alike to some degree, so only the closest should count
FIRST_PLACES = 3  # the larger, the less the first place weighs against those after it
PROCEDURE = (
    0.2  # what agents must do stands in internal articles; an agent's search brings them a little nearer
)


def rank_articles(shelf: Shelf, evidence: Evidence, bm25: Floats) -> Floats:
    """A score for each article of the shelf, in the order of `shelf.starts`.

    Every need counts by its words (`bm25`), those that were compared by meaning (`evidence`) by that too.
    """
    near = TITLE_SHARE * evidence.titles + (1 - TITLE_SHARE) * evidence.dense
    by_meaning = _places(_best_of_article(shelf, near), DENSE_POWER)
    by_words = _places(_best_of_article(shelf, bm25), WORD_POWER)
    total: Floats = _share(by_meaning) + _share(by_words) + PROCEDURE * shelf.internal[shelf.starts]
    return total


def strongest(bm25: Floats, needs: list[str], words: int) -> Numbers:
    """The rows of the needs worth embedding: those whose words some passage meets best, up to so many words in all."""
    strength = bm25.max(axis=1, initial=0.0)
    chosen: list[int] = []
    left = words
    for row in np.argsort(-strength, kind="stable"):
        left -= len(needs[row].split())
        if left < 0 and chosen:
            break
        chosen.append(int(row))
    return np.array(sorted(chosen), dtype=np.int64)


def _best_of_article(shelf: Shelf, values: Floats) -> Floats:
    best: Floats = np.maximum.reduceat(values, shelf.starts, axis=1)
    return best


def _places(values: Floats, power: int) -> Floats:
    order = np.argsort(-values, axis=1, kind="stable")
    places = np.empty_like(order)
    np.put_along_axis(places, order, np.arange(values.shape[1])[None, :], axis=1)
    strength = np.maximum(values.max(axis=1, initial=0.0), 0.0)[:, None] ** power
    counted: Floats = (strength / (FIRST_PLACES + places)).sum(axis=0)
    return counted


def _share(values: Floats) -> Floats:
    top = values.max(initial=0.0)
    return values / top if top > 0 else values
