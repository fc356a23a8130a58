"""From a committed event to what follows from it, by the one table that `settings.REACTIONS` names."""

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import structlog
from django.conf import settings
from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.module_loading import import_string

from cases.events.facts import Fact
from cases.events.prepared import Prepared
from cases.events.runs import Run, current_run, enter, note_case

if TYPE_CHECKING:
    from cases.events.models import Event

log = structlog.get_logger(__name__)

Show = Callable[["Event"], list[Any]]
Tell = Callable[["Event"], None]


@dataclass(frozen=True)
class Reaction:
    """What follows from one kind of fact.

    show   fragments for everybody who has the case open; pure reads, called again for a replay
    tell   hints to other groups right after the commit (widget, desk lists, wallboard)
    then   background work on the queue `live`, each idempotent and one action
    later  the same on the queue `slow`
    """

    show: list[Show] = field(default_factory=list)
    tell: list[Tell] = field(default_factory=list)
    then: list[Tell] = field(default_factory=list)
    later: list[Tell] = field(default_factory=list)


_NONE = Reaction()


@lru_cache(maxsize=1)
def _table() -> dict[type[Fact], Reaction]:
    table: dict[type[Fact], Reaction] = import_string(settings.REACTIONS)
    return table


def reaction_of(fact: Fact | type[Fact]) -> Reaction:
    return _table().get(fact if isinstance(fact, type) else type(fact), _NONE)


def has_background(fact: Fact) -> bool:
    reaction = reaction_of(fact)
    return bool(reaction.then or reaction.later)


def dispatch(event: "Event") -> None:
    """Runs after the commit: shows, tells and enqueues. Never raises, the change stands already."""
    from cases.live import push_frame

    reaction = reaction_of(event.fact)
    _guard(push_frame, event)
    for tell in reaction.tell:
        _guard(tell, event)
    if reaction.then or reaction.later:
        _guard(_enqueue, event)


def _guard(step: Callable[["Event"], None], event: "Event") -> bool:
    try:
        step(event)
    except Exception:
        log.exception("reaction_failed", step=getattr(step, "__qualname__", str(step)), fact=str(event))
        return False
    return True


def _enqueue(event: "Event") -> None:
    run = current_run()
    if run is not None:
        run.waiting.append(event)
    elif settings.REACT == "celery":
        from agentdesk.celery import react  # the edge: the broker's client, not a room above

        react.delay(event.pk)


def run_then(event_id: int) -> None:
    """Runs the `then` reactions of the event and of the events that they record, in order, in this process."""
    first = _undispatched(event_id)
    if first is None:
        return
    run = Run(first, deque([first]))
    leave = enter(run)
    try:
        note_case(first.case)
        seen = list(_work_through(run))
    finally:
        leave()
    _hand_on([event for event in seen if event.pk not in run.failed])  # the sweep tries the others again


def _work_through(run: Run) -> Iterator["Event"]:
    """Every event of the run, after its steps; what was held back comes when nothing else waits."""
    while run.waiting or run.held_back:
        while run.waiting:
            event = run.waiting.popleft()
            _run_steps(run, event)
            yield event
        for step, event in _held_back(run):
            _run_step(run, step, event)


def _run_steps(run: Run, event: "Event") -> None:
    steps = reaction_of(event.fact).then
    at_once = [step for step in steps if not getattr(step, "is_last_of_run", False)]
    for step in steps:
        if step not in at_once:
            run.hold_back(step, event)
    for step in at_once:
        _run_step(run, step, event)


def _run_step(run: Run, step: Tell, event: "Event") -> None:
    if not _guard(step, _with_fresh_case(event)):
        run.failed.add(event.pk)
        run.forget_cases()


def _held_back(run: Run) -> list[tuple[Tell, "Event"]]:
    steps = [(step, event) for (step, _), event in run.held_back.items()]
    run.held_back.clear()
    return steps


def _with_fresh_case(event: "Event") -> "Event":
    """A step sees the case as it stands, not as it stood when the event was recorded."""
    from cases.events.queries import case_now

    event.case = case_now(event.case_id)
    return event


def _hand_on(events: list["Event"]) -> None:
    """To the slow queue what has work there; the others are dispatched."""
    with_more = [event for event in events if reaction_of(event.fact).later]
    _mark([event.pk for event in events if event not in with_more])
    for event in with_more:
        if settings.REACT == "celery":
            from agentdesk.celery import react_later

            react_later.delay(event.pk)
        else:
            run_later(event.pk)


def run_later(event_id: int) -> None:
    """Runs the `later` reactions of the event; marks it dispatched when all of them went through."""
    event = _undispatched(event_id)
    if event and _run_all(reaction_of(event.fact).later, event):
        _mark([event_id])


def _run_all(steps: list[Tell], event: "Event") -> bool:
    """Runs every step, also after one that failed; True when all went through."""
    went_through = [_guard(step, event) for step in steps]
    return all(went_through)


def _undispatched(event_id: int) -> "Event | None":
    event = _with_case.first(event_id)
    return None if event is None or event.dispatched_at else event


def _events_with_case(key: int) -> "QuerySet[Event]":
    from cases.events.models import Event

    return Event.objects.select_related("case__customer").filter(pk=key)


_with_case: "Prepared[Event]" = Prepared(_events_with_case)


def _mark(event_ids: list[int]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE cases_event SET dispatched_at = %s WHERE id = ANY(%s)", [timezone.now(), event_ids]
        )
