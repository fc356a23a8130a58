"""Bags of tokens read one after the other, kept as numbers: the tokens themselves are kept once."""

from array import array
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray


@dataclass
class Bags:
    """All bags behind each other, by numbers in the order in which tokens were met."""

    _numbers: dict[str, int] = field(default_factory=dict)
    _tokens: "array[int]" = field(default_factory=lambda: array("i"))
    _ends: list[int] = field(default_factory=lambda: [0])

    def add(self, bag: Iterable[str]) -> None:
        self._tokens.extend(self._numbers.setdefault(token, len(self._numbers)) for token in bag)
        self._ends.append(len(self._tokens))

    def kept(self, at_least: int) -> tuple[dict[str, int], list[NDArray[np.int32]]]:
        """The rows of tokens met so often, in the order of the alphabet; and each bag by these rows, rising."""
        tokens = np.frombuffer(self._tokens, dtype=np.int32) if self._tokens else np.zeros(0, dtype=np.int32)
        counts = np.bincount(tokens, minlength=len(self._numbers))
        names = sorted(token for token, number in self._numbers.items() if counts[number] >= at_least)
        rows = {token: row for row, token in enumerate(names)}
        table = np.full(len(self._numbers), -1, dtype=np.int32)
        table[[self._numbers[token] for token in names]] = np.arange(len(names), dtype=np.int32)
        found = table[tokens]
        return rows, [np.sort(bag[bag >= 0]) for bag in (found[a:b] for a, b in pairwise(self._ends))]
