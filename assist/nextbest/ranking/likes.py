"""Moments that were alike, and what agents did next in them: counts for the ranking and for the reason that is shown."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assist.nextbest.ranking.outcomes import left_to_tell, message_of
from assist.nextbest.ranking.states import State
from assist.nextbest.ranking.tokens import words_of

EXACT_FIRST = (5, 6, 1, 0)  # the levels that are told as a reason: those with the task before those of any
ENOUGH = 10  # like cases
FIRST_WORDS = 6
DOUBT = 1.5
Counts = Mapping[int, Counter[int]]


@dataclass(frozen=True)
class Evidence:
    """In `times` of `cases` like cases this was the next step."""

    times: int
    cases: int


class Likes:
    """For each kind of moment how often each action followed."""

    def __init__(self, counts: dict[int, Counter[int]], part: float = 0.0) -> None:
        self._counts = counts
        self._part = part

    @classmethod
    def of(cls, keys: Iterable[Sequence[int]], actions: Iterable[int], part: float = 0.0) -> "Likes":
        """The counts of these moments, which are that part of all, where they are to be left out of all."""
        counts: dict[int, Counter[int]] = {}
        for row, action in zip(keys, actions, strict=True):
            for key in row:
                counts.setdefault(key, Counter())[action] += 1
        return cls(counts, part)

    def numbers(self, keys: Sequence[int], action: int, without: "Likes | None" = None) -> list[float]:
        """For each level the share of the action and how many moments there were.

        `without` is left out of the counts, and the rest is raised to what all would come to.
        """
        numbers: list[float] = []
        raised = 1 / (1 - without._part) if without and without._part < 1 else 1.0
        for key in keys:
            counts = self._counts.get(key, _NONE)
            times, cases = float(counts[action]), float(counts.total())
            if without is not None:
                own = without._counts.get(key, _NONE)
                times, cases = raised * (times - own[action]), raised * (cases - own.total())
            numbers += [times / (cases + DOUBT), float(np.log1p(cases))]
        return numbers

    def evidence(self, keys: Sequence[int], action: int) -> Evidence | None:
        """The most exact kind of moment that was met often enough."""
        for level in EXACT_FIRST:
            counts = self._counts.get(keys[level], _NONE)
            if counts.total() >= ENOUGH:
                return Evidence(counts[action], counts.total())
        return None

    @property
    def arrays(self) -> dict[str, NDArray[Any]]:
        rows = [
            (key, action, n)
            for key in sorted(self._counts)
            for action, n in sorted(self._counts[key].items())
        ]
        keys, actions, counts = zip(*rows, strict=True) if rows else ((), (), ())
        return {
            "keys": np.array(keys, dtype=np.uint64),
            "actions": np.array(actions, dtype=np.uint16),
            "counts": np.array(counts, dtype=np.uint32),
        }

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[Any]]) -> "Likes":
        counts: dict[int, Counter[int]] = {}
        columns = (arrays[name].tolist() for name in ("keys", "actions", "counts"))
        for key, action, count in zip(*columns, strict=True):
            counts.setdefault(key, Counter())[action] = count
        return cls(counts)


_NONE: Counter[int] = Counter()


def keys_of(state: State) -> list[int]:
    """The kinds of moment that the state is, as stable numbers, one a level."""
    kinds = _after_tool(state) if state.is_after_tool else _after_words(state)
    return [_number([state.is_after_tool, level, *kind]) for level, kind in enumerate(kinds)]


def _after_words(state: State) -> list[list[Any]]:
    last, area, left = state.last, state.area, left_to_tell(state)
    path = [last, state.recent(2), state.recent(3)]
    return [
        [area, *path[:1], left],
        [area, *path[:2], left],
        [area, *path, left],
        [last, *words_of(state.words)[:FIRST_WORDS]],
        [last, area, *sorted(set(state.since_query))],
        [*sorted(state.tasks), *path[:2], left],
        [*sorted(state.tasks), *path[:1], left],
    ]


def _after_tool(state: State) -> list[list[Any]]:
    told, query = state.told[-1], state.queries[-1] if state.queries else None
    outcome = [message_of(told), len(told.values) > 1, min(told.total or 0, 2)]
    status = [query.tool if query else "", query.wants if query else "", *outcome]
    return [
        [*status, state.queries_in_a_row],
        [*status, state.queries_in_a_row, state.recent(2)],
        [*status, state.queries_in_a_row, state.recent(2), state.recent(3)],
        [*status, *sorted(state.tasks)],
        [*status, *sorted(set(state.actions))],
        [*status, *sorted(state.tasks), state.queries_in_a_row, state.recent(2)],
        [*status, *sorted(state.tasks), state.queries_in_a_row],
    ]


def _number(kind: list[Any]) -> int:
    digest = hashlib.blake2b(json.dumps(kind).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big")
