"""What holds for a whole state, whichever action is weighed: numbers for the trees, and what candidates are compared with."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from assist.nextbest.ranking.cues import KINDS, MOVES, THINGS, found, is_bad, is_good
from assist.nextbest.ranking.habits import Habit, habits_of
from assist.nextbest.ranking.outcomes import NAMES, left_to_tell, message_of, named_values, texts_of
from assist.nextbest.ranking.plans import Embed, content
from assist.nextbest.ranking.states import START, TYPED, State, plain

Floats = NDArray[np.float32]
WANTS = {"check": 1, "book": 2}
ASIDE = frozenset({TYPED, "out_of_scope", "custom"})  # actions that leave the plan where it was
FIELD_WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
NOTHING = np.zeros(384, dtype=np.float32)


@dataclass(frozen=True)
class Moment:
    """A state with its vectors, read once for all candidates."""

    state: State
    vectors: tuple[Floats, Floats, Floats]  # the customer's last words, those before, the agent's last reply
    message_vector: Floats

    @cached_property
    def done(self) -> Counter[str]:
        return Counter(plain(action) for action in self.state.actions)

    @cached_property
    def path(self) -> tuple[str, ...]:
        return (START, *(plain(action) for action in self.state.actions))

    @cached_property
    def habits(self) -> tuple[Habit, ...]:
        return habits_of(self.state)

    @cached_property
    def planned(self) -> tuple[str, ...]:
        """The path without what is said beside the plan, the latest first."""
        return tuple(action for action in reversed(self.path[1:]) if action not in ASIDE)

    @property
    def is_fresh(self) -> bool:
        return self.state.is_after_tool

    @cached_property
    def message(self) -> str:
        return message_of(self.state.told[-1]) if self.state.told else ""

    @cached_property
    def lower(self) -> str:
        return self.state.words.lower()

    @cached_property
    def content(self) -> frozenset[str]:
        return content(self.state.words)

    @cached_property
    def told_content(self) -> frozenset[str]:
        return content(texts_of(self.state.told[-1])) if self.state.told else frozenset()

    @cached_property
    def told_fields(self) -> frozenset[str]:
        """Words of the names of the fields that the last answer has."""
        values: Mapping[str, object] = self.state.told[-1].values if self.state.told else {}
        return frozenset(word.lower() for name in values for word in FIELD_WORDS.findall(name))

    @cached_property
    def outcomes(self) -> tuple[int, ...]:
        """Which ways of a plan are open now: yes and no of the customer, good and bad answers of a tool."""
        if self.is_fresh:
            return (3,) if is_bad(self.message) or not self.state.told[-1].values else (2,)
        moves = MOVES["yes"], MOVES["no"]
        return tuple(way for way, pattern in enumerate(moves) if pattern.search(self.lower))

    @cached_property
    def looks(self) -> dict[str, tuple[bool, bool, bool]]:
        """For each kind of thing: named just now, in this stretch, ever."""
        state = self.state
        stretch = " ".join(said.text.lower() for said in state.said if said.after >= state.begun_at)
        ever = " ".join(said.text.lower() for said in state.said)
        texts = (self.lower, stretch, ever)
        return {name: tuple(bool(p.search(t)) for t in texts) for name, p in THINGS.items()}  # type: ignore[misc]

    @cached_property
    def shared(self) -> list[float]:
        """The features that all candidates of the state share."""
        state, done = self.state, self.done
        reply = state.replies[-1].lower() if state.replies else ""
        counted = (
            state.is_after_tool, state.queries_in_a_row, len(self.path), len(state.since_query), done["query"],
            done[TYPED], done["out_of_scope"], done["anything_else"], self._repeated,
            *self._answer, state.last == TYPED, "?" in reply, is_good(reply), is_bad(reply), len(state.tasks),
            min(len(state.words.split()), 30), min(len(state.said), 30),
        )  # fmt: skip
        looks = [seen for now, stretch, _ in self.looks.values() for seen in (now, stretch)]
        named = found(MOVES, self.lower), found(KINDS, plain(state.last)), looks
        return [float(number) for part in (counted, *named) for number in part]

    @cached_property
    def _answer(self) -> tuple[float, ...]:
        """What the last answer comes to, as numbers; negative where it is not fresh."""
        state = self.state
        left = left_to_tell(state)
        wants = WANTS.get(state.queries[-1].wants, 0) if state.queries else 0
        steady = (-1 if left is None else left, wants, len(named_values(state)))
        if not self.is_fresh:
            return (-1, -1, -1, -3, -1, *steady)
        told = state.told[-1]
        total = -2 if told.total is None else min(told.total, 5)
        fields = len(told.values.keys() - NAMES)
        return (fields, is_bad(self.message), is_good(self.message), total, len(self.message), *steady)

    @property
    def _repeated(self) -> int:
        last = self.path[-1]
        return next((n for n, action in enumerate(reversed(self.path)) if action != last), len(self.path))


def moment_of(state: State, embed: Embed) -> Moment:
    """The state with its vectors; texts that were embedded before cost nothing."""
    said = [said.text for said in state.said if said.text][-2:]
    replies = [reply for reply in state.replies if reply][-1:]
    message = message_of(state.told[-1]) if state.is_after_tool else ""
    texts = [*said, *replies, *([message] if message else [])]
    found_vectors = list(embed(texts)) if texts else []
    spoken, rest = found_vectors[: len(said)], found_vectors[len(said) :]
    last = spoken[-1] if spoken else NOTHING
    before = spoken[-2] if len(spoken) > 1 else NOTHING
    reply = rest[0] if replies else NOTHING
    return Moment(state, (last, before, reply), rest[-1] if message else NOTHING)
