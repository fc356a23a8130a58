"""The material of one training: examples with everything that is made of them once."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from assist.nextbest.ranking.examples import Example
from assist.nextbest.ranking.likes import keys_of
from assist.nextbest.ranking.moments import Moment, moment_of
from assist.nextbest.ranking.network import SCALE, Pictures
from assist.nextbest.ranking.plans import PlanView
from assist.nextbest.ranking.slots import Pairs, Slots
from assist.nextbest.ranking.texts import Texts
from assist.nextbest.ranking.tokens import tokens_of
from assist.nextbest.ranking.vocabulary import Bags

FOLDS = 4
RARE = 3  # a token is learned from so many states


@dataclass
class Lesson:
    """The examples, and what the network and the trees read of them."""

    examples: list[Example]
    own: list[Pairs]
    slots: Slots
    actions: tuple[str, ...]
    views: dict[str, PlanView]
    texts: Texts

    @cached_property
    def wanted(self) -> NDArray[np.intp]:
        places = {action: place for place, action in enumerate(self.actions)}
        return np.array([places[example.action] for example in self.examples])

    @cached_property
    def _read(self) -> tuple[dict[str, int], list[NDArray[np.int32]]]:
        bags = Bags()
        for one in self.examples:
            bags.add(tokens_of(one.state, self.slots, self.own[one.conversation]))
        return bags.kept(RARE)

    @cached_property
    def vocabulary(self) -> dict[str, int]:
        return self._read[0]

    @cached_property
    def bags(self) -> sparse.csr_matrix:
        rows = self._read[1]
        ends = np.cumsum([0, *map(len, rows)])
        columns = np.concatenate(rows)
        rows.clear()  # not needed any more
        weights = np.full(len(columns), SCALE, dtype=np.float32)
        return sparse.csr_matrix((weights, columns, ends), shape=(len(self.examples), len(self.vocabulary)))

    @cached_property
    def pictures(self) -> Pictures:
        return Pictures(
            self.texts.table, np.array([self.texts.places_of(one.state) for one in self.examples])
        )

    @cached_property
    def keys(self) -> list[list[int]]:
        return [keys_of(example.state) for example in self.examples]

    @cached_property
    def folds(self) -> NDArray[np.intp]:
        """The fold of each example, by its customer: nobody is judged by a model that has seen them."""
        customers = {
            name: place for place, name in enumerate(sorted({one.customer for one in self.examples}))
        }
        return np.array([customers[example.customer] % FOLDS for example in self.examples])

    def moment(self, place: int) -> Moment:
        return moment_of(self.examples[place].state, self.texts.vectors)

    def views_of(self, place: int) -> list[PlanView]:
        return [self.views[task] for task in self.examples[place].state.tasks or ("",)]
