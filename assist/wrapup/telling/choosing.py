"""Choosing the statements that together promise the most overlap with the note that a person would write."""

from collections.abc import Sequence

from assist.wrapup.telling.concepts import ones, pairs, stemmed
from assist.wrapup.telling.statements import Statement
from assist.wrapup.telling.weights import Chances

MOST = 4
BEAM = 8
LOOKED_AT = 70
LEAST_WORD, LEAST_PAIR = 0.002, 0.0005
SHORTER = 0.8  # of the expected length: what is left out costs less than what is wrong
WORDS, PAIRS = 1.6, 2.0  # what a likely word and a likely pair count


def promise(stems: Sequence[str], chances: Chances) -> float:
    """The expected overlap, as F1 over words and over pairs, weighed."""
    size = len(stems) + SHORTER * chances.length
    words = sum(chances.words.get(key, LEAST_WORD) for key in ones(stems))
    both = sum(chances.pairs.get(key, LEAST_PAIR) for key in pairs(stems))
    return 2 * (WORDS * words / size + PAIRS * both / (size - 1))


def choose(found: Sequence[Statement], chances: Chances, *, most: int = MOST) -> list[Statement]:
    """Up to `most` statements of different sentences, in the order of the talk."""
    stems = [stemmed(statement.words) for statement in found]
    alone = sorted(range(len(found)), key=lambda n: -promise(stems[n], chances))[:LOOKED_AT]
    beam: list[tuple[int, ...]] = [()]
    best: tuple[int, ...] = ()
    best_promise = 0.0
    for _ in range(most):
        longer = {
            tuple(sorted((*chosen, n)))
            for chosen in beam
            for n in alone
            if all(found[n].sentence != found[other].sentence for other in chosen)
        }
        ranked = sorted(
            ((promise([w for n in chosen for w in stems[n]], chances), chosen) for chosen in longer),
            reverse=True,
        )
        if not ranked or ranked[0][0] <= best_promise:
            break
        best_promise, best = ranked[0]
        beam = [chosen for _, chosen in ranked[:BEAM]]
    return [found[n] for n in best]
