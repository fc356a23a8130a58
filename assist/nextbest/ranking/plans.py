"""A plan as the ranking sees it: its actions in order, what follows what, and what each action is like."""

import re
from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from assist.nextbest.ranking.cues import ASKED, KINDS, found, is_bad, is_good
from assist.nextbest.ranking.states import QUERY, parts, plain
from assist.registry.conversations import Plan

Floats = NDArray[np.float32]
Embed = Callable[[Sequence[str]], Floats]
OUTCOMES = frozenset({"query_success", "query_failure"})
CONDITIONS = frozenset(
    ("yes", "no", "available", "unavailable", "correct", "incorrect", "noanswer", "done", "found", "failed")
)
STEM = 6
FAR = 50
GENERIC = frozenset(
    {"hello", "ask_name", "anything_else", "out_of_scope", "goodbye_1", "goodbye_2", "custom", QUERY}
)
WAYS = (
    ("yes",),
    ("no",),
    ("available", "query_success", "correct"),
    ("unavailable", "query_failure", "incorrect"),
)
STOPS = frozenset(
    parts(
        "a an the is are am be to of for in on at and or you your i me my it that this do does would like what which could "
        "can have has please with by as we will"
    )
)


@dataclass(frozen=True)
class Trait:
    """What an action is like, by its name and its words."""

    kinds: tuple[bool, ...]
    ways: tuple[bool, ...]  # on which outcomes the plan does it
    is_bad: bool
    is_good: bool
    asks: bool
    asked: str  # the kind of thing it asks for
    blanks: tuple[frozenset[str], ...]  # words of each placeholder
    length: int
    words: frozenset[str]
    name: frozenset[str]
    vector: Floats


@dataclass(frozen=True)
class PlanView:
    """A plan, read for ranking."""

    task: str
    actions: tuple[str, ...]
    given: frozenset[str]  # the plan's own; the others are those that agents use in any task
    after: Mapping[str, frozenset[str]]
    order: Mapping[str, int]
    asks: tuple[str, ...]
    steps: Mapping[str, Mapping[str, int]]  # from action to action, how many steps
    traits: Mapping[str, Trait]

    @cached_property
    def vector(self) -> Floats:
        """The middle of its own replies."""
        total = np.sum([self.traits[action].vector for action in sorted(self.given)], axis=0)
        return np.asarray(total / max(float(np.linalg.norm(total)), 1e-9), dtype=np.float32)

    @cached_property
    def words(self) -> frozenset[str]:
        own = [self.traits[action].words for action in self.given - GENERIC]
        return content(self.task.replace("_", " ")).union(*own)

    @cached_property
    def by_way(self) -> tuple[frozenset[str], ...]:
        """For each outcome the actions that the plan does on it."""
        return tuple(
            frozenset(action for action, trait in self.traits.items() if trait.ways[way])
            for way in range(len(WAYS))
        )

    @cached_property
    def has_own_goodbye(self) -> bool:
        return any("bye" in action for action in self.given - GENERIC)


def content(text: str) -> frozenset[str]:
    """The words that carry meaning, cut to their beginning."""
    return frozenset(word[:STEM] for word in parts(text) if word not in STOPS)


def view_of(plan: Plan, strays: Mapping[str, str], embed: Embed) -> PlanView:
    """The plan for ranking. `strays` are actions with their words that agents use whatever the plan says."""
    conditions = _conditions(plan)
    given = list(dict.fromkeys(_node(action) for action in plan.replies if action not in conditions))
    given += [] if QUERY in given else [QUERY]
    actions = given + [action for action in strays if action not in given]
    after, ways = _edges(plan, conditions)
    words = {_node(action): reply for action, reply in [*strays.items(), *plan.replies.items()]} | {
        QUERY: "Query"
    }
    vectors = embed([words[action] or action for action in actions])
    order = _order(plan, actions)
    return PlanView(
        task=plan.task,
        actions=tuple(actions),
        given=frozenset(given),
        after={action: frozenset(after.get(action, ())) for action in actions},
        order=order,
        asks=tuple(a for a in sorted(order, key=lambda a: order[a]) if "_ask_" in a or a.startswith("ask_")),
        steps={action: _steps(action, after, ways) for action in actions},
        traits={
            action: _trait(action, words[action], ways.get(action, set()), vectors[row] * (action != QUERY))
            for row, action in enumerate(actions)
        },
    )


def _node(action: str) -> str:
    return action if action in OUTCOMES else plain(action)


def _conditions(plan: Plan) -> set[str]:
    """Nodes of the graph that are no actions: yes, no, available, found nothing."""
    named = {action for action in plan.replies if action in CONDITIONS}
    return named | {a for a in plan.replies if a in OUTCOMES or a.startswith("info_missing")}


def _edges(plan: Plan, conditions: set[str]) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """What follows each action, and on which conditions each is done."""
    after: dict[str, set[str]] = {}
    ways: dict[str, set[str]] = {}
    for action, nexts in plan.graph.items():
        for follower in nexts:
            if action in conditions:
                ways.setdefault(_node(follower), set()).add(action)
            else:
                after.setdefault(_node(action), set()).add(_node(follower))
    return after, ways


def _order(plan: Plan, actions: Iterable[str]) -> dict[str, int]:
    """The place of each action: along the way from the beginning, then as the plan lists the others."""
    order: dict[str, int] = {}
    queue = deque([next(iter(plan.graph), next(iter(plan.replies), ""))])
    while queue:
        action = queue.popleft()
        if action and _node(action) not in order:
            order[_node(action)] = len(order)
            queue.extend(plan.graph.get(action, ()))
    for action in actions:
        order.setdefault(action, len(order) + 1)
    return order


def _steps(start: str, after: Mapping[str, set[str]], ways: Mapping[str, set[str]]) -> dict[str, int]:
    """How many steps away each action is; after a query the plan goes on by its outcome."""
    on_outcome = {action for action, on in ways.items() if on - {"yes", "no"}}
    far, queue = {start: 0}, deque([start])
    while queue:
        action = queue.popleft()
        nexts = after.get(action, set()) | (on_outcome if action == QUERY else set())
        for follower in sorted(nexts):
            if follower not in far:
                far[follower] = far[action] + 1
                queue.append(follower)
    return far


def _trait(action: str, words: str, ways: set[str], vector: Floats) -> Trait:
    lower = words.lower()
    blanks = re.findall(r"\{(\w+)", words)
    return Trait(
        kinds=tuple(found(KINDS, action)),
        ways=(*(bool(ways & set(way)) for way in WAYS), bool(ways)),
        is_bad=is_bad(lower),
        is_good=is_good(lower),
        asks="?" in words,
        asked=next((name for name, pattern in ASKED.items() if pattern.search(action)), ""),
        blanks=tuple(frozenset(blank.split("_")) for blank in blanks),
        length=len(words.split()),
        words=content(words) | content(action.replace("_", " ")),
        name=content(action.replace("ask", "").replace("_", " ")),
        vector=np.asarray(vector, dtype=np.float32),
    )
