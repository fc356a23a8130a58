"""A candidate action in a state, as numbers that mean the same in every task: what the plan says, and what fits the words."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assist.nextbest.ranking.cues import is_bad
from assist.nextbest.ranking.moments import Moment
from assist.nextbest.ranking.plans import FAR, GENERIC, PlanView, Trait
from assist.nextbest.ranking.states import START

Floats = NDArray[np.float32]
UNREACHED = 9
CLOSING = ("anything_else", "out_of_scope")
THINGS = ("", "time", "day", "count", "digits", "name")
PREFIX = 4


@dataclass(frozen=True)
class _Progress:
    """How far the conversation has come in one plan."""

    view: PlanView
    seen_at: int  # the place of the last action of its own; -1 for none
    near: float  # the customer's last words to the plan

    @classmethod
    def of(cls, view: PlanView, moment: Moment) -> "_Progress":
        own = view.given - GENERIC
        places = [place for place, action in enumerate(moment.path) if action in own]
        places += [query.at for query in moment.state.queries if query.tool == view.task]
        return cls(view, max(places, default=-1), float(moment.vectors[0] @ view.vector))


def candidates_of(
    moment: Moment, views: Sequence[PlanView], wanted: frozenset[str] | None = None
) -> tuple[list[str], Floats]:
    """The actions of the plans, each once, with one row of features; only the wanted ones when given."""
    progress = [_Progress.of(view, moment) for view in views]
    latest = max((each.seen_at for each in progress), default=-1)
    nearest = max((each.near for each in progress), default=0.0)
    rows: dict[str, list[float]] = {}
    for each in sorted(
        progress, key=lambda each: each.seen_at != latest or latest < 0
    ):  # the plan that is dealt with first
        plan_wide = _plan_wide(each, moment, latest, nearest)
        for action in each.view.actions:
            if action not in rows and (wanted is None or action in wanted):
                rows[action] = _row(action, each.view, moment) + plan_wide
    if not rows:
        return [], np.zeros((0, 0), dtype=np.float32)
    matrix = np.array(list(rows.values()), dtype=np.float32)
    shared = np.broadcast_to(np.array(moment.shared, dtype=np.float32), (len(rows), len(moment.shared)))
    return list(rows), np.concatenate([matrix, shared], axis=1)


def _plan_wide(each: _Progress, moment: Moment, latest: int, nearest: float) -> list[float]:
    view, state = each.view, moment.state
    scope = view.traits.get("out_of_scope")
    query = state.queries[-1].tool if state.queries else ""
    return [
        each.seen_at == latest and latest >= 0, each.seen_at >= 0, each.near, each.near - nearest,
        float(moment.vectors[0] @ scope.vector) if scope else 0.0, len(view.words & moment.content),
        query == view.task, view.has_own_goodbye,
    ]  # fmt: skip


def _row(action: str, view: PlanView, moment: Moment) -> list[float]:
    trait = view.traits[action]
    return [
        float(number)
        for part in (
            _by_outcome(action, view, moment),
            _by_history(action, view, moment),
            _by_plan(action, view, moment),
            _by_words(trait, moment),
        )
        for number in part
    ] + [action in view.given, *trait.kinds, *trait.ways]


def _by_outcome(action: str, view: PlanView, moment: Moment) -> list[float]:
    """Whether the plan does this, or something else, on what has just come out."""
    on_it = frozenset[str]().union(*(view.by_way[way] for way in moment.outcomes))
    return [action in on_it, bool(on_it - {action})]


def _by_history(action: str, view: PlanView, moment: Moment) -> list[float]:
    path, planned = moment.path, moment.planned
    last = planned[0] if planned else START
    before = path[-2] if len(path) > 1 else ""
    return [
        moment.done[action], action in moment.state.since_query, action == path[-1], action == before, action == last,
        action in view.after.get(path[-1], ()), action in view.after.get(last, ()), action in view.after.get(before, ()),
        *(number for habit in moment.habits for number in habit.numbers(action)),
    ]  # fmt: skip


def _by_plan(action: str, view: PlanView, moment: Moment) -> list[float]:
    """Where the action stands in the plan, seen from where the conversation has come."""
    own = next((done for done in moment.planned if done in view.traits), "")
    reached = [
        view.order[done]
        for done in moment.done
        if done in view.order and done not in CLOSING and "bye" not in done and view.order[done] < FAR * 2
    ]
    place = view.order.get(action, FAR)
    open_asks = [ask for ask in view.asks if not moment.done[ask]]
    earlier = [ask for ask in view.asks if view.order[ask] < place]
    return [
        view.steps.get(own, {}).get(action, UNREACHED), place - max(reached, default=-1), place,
        bool(open_asks) and action == open_asks[0], view.asks.index(action) if action in view.asks else -1,
        len(open_asks), open_asks.index(action) if action in open_asks else -1,
        sum(not moment.done[ask] for ask in earlier), sum(bool(moment.done[ask]) for ask in earlier),
    ]  # fmt: skip


def _by_words(trait: Trait, moment: Moment) -> list[float]:
    """How the action's words fit what the customer said and what the tool answered."""
    fresh, message = moment.is_fresh, moment.is_fresh and bool(moment.message)
    looks = moment.looks[trait.asked] if trait.asked else (-1, -1, -1)
    return [
        trait.is_bad, trait.is_good, trait.asks, len(trait.blanks), _filled(trait, moment) if fresh else -2, trait.length,
        len(trait.words & moment.content), len(trait.words & moment.told_content) if fresh else -1,
        float(trait.vector @ moment.vectors[0]), float(trait.vector @ moment.vectors[1]),
        float(trait.vector @ moment.message_vector) if message else -1,
        trait.is_bad == is_bad(moment.message) if message else -1,
        *looks, THINGS.index(trait.asked), len(trait.name & moment.content),
    ]  # fmt: skip


def _filled(trait: Trait, moment: Moment) -> float:
    """The share of the reply's blanks for which the answer has a field."""
    if not trait.blanks:
        return -1
    fields = moment.told_fields
    hits = sum(
        any(word[:PREFIX] == field[:PREFIX] for word in blank for field in fields) for blank in trait.blanks
    )
    return hits / len(trait.blanks)
