"""What was done earlier in the same conversation at the same point: people repeat themselves."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from assist.nextbest.ranking.outcomes import message_of
from assist.nextbest.ranking.states import State, area_of, is_query, plain

Point = tuple[tuple[Any, ...], ...]  # the same moment, told ever more loosely
LEVELS = 3


@dataclass(frozen=True)
class Habit:
    """What followed at points like this one, and what followed last."""

    counts: Counter[str]
    latest: str

    def numbers(self, action: str) -> tuple[float, float, float]:
        return self.counts[action], self.counts.total(), action == self.latest


def habits_of(state: State) -> tuple[Habit, ...]:
    """One habit for each level, the most exact first."""
    *earlier, (now, _) = list(_points(state))
    return tuple(
        _habit([(point[level], then) for point, then in earlier], now[level]) for level in range(LEVELS)
    )


def _habit(earlier: list[tuple[tuple[Any, ...], str]], now: tuple[Any, ...]) -> Habit:
    then = [action for point, action in earlier if point == now]
    return Habit(Counter(then), then[-1] if then else "")


def _points(state: State) -> Iterator[tuple[Point, str]]:
    """Each point at which the agent acted with what was done, and at last the present one."""
    actions, queries, answers = [""], 0, 0
    side = "customer"
    for event in (*state.events, ""):
        if event in ("customer", "tool"):
            side, answers = event, answers + (event == "tool")
            continue
        yield _point(state, side, actions, queries, answers), plain(event)
        actions.append(event)
        queries += is_query(event)
        side = "customer"


def _point(state: State, side: str, actions: list[str], queries: int, answers: int) -> Point:
    if side == "tool" and queries and answers:
        query, told = state.queries[queries - 1], state.told[answers - 1]
        exact = (query.tool, query.wants, message_of(told), len(told.values) > 1)
        return (exact, (query.tool, query.wants), (query.tool,))
    last = actions[-1]
    return (
        ("said", last, actions[-2] if len(actions) > 1 else ""),
        ("said", last),
        ("said in", area_of(last)),
    )
