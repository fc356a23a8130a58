"""From a committed event to what follows from it, by the one table that `settings.REACTIONS` names."""

from collections import deque
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import structlog
from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string

from cases.events.facts import Fact

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
# Events that were recorded by a background reaction wait here and run in the same task: a hop over the broker costs
# more than most reactions do.
_waiting: ContextVar[deque[int] | None] = ContextVar("events_waiting", default=None)


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
    waiting = _waiting.get()
    if waiting is not None:
        waiting.append(event.pk)
    elif settings.REACT == "celery":
        from agentdesk.celery import react  # the edge: the broker's client, not a room above

        react.delay(event.pk)


def run_then(event_id: int) -> None:
    """Runs the `then` reactions of the event and of the events that they record, in order, in this process."""
    waiting: deque[int] = deque([event_id])
    token = _waiting.set(waiting)
    try:
        while waiting:
            _run_one(waiting.popleft())
    finally:
        _waiting.reset(token)


def _run_one(event_id: int) -> None:
    event = _undispatched(event_id)
    if event is None:
        return
    reaction = reaction_of(event.fact)
    if not _run_all(reaction.then, event):
        return  # the sweep tries again
    if not reaction.later:
        _mark(event_id)
    elif settings.REACT == "celery":
        from agentdesk.celery import react_later

        react_later.delay(event_id)
    else:
        run_later(event_id)


def run_later(event_id: int) -> None:
    """Runs the `later` reactions of the event; marks it dispatched when all of them went through."""
    event = _undispatched(event_id)
    if event and _run_all(reaction_of(event.fact).later, event):
        _mark(event_id)


def _run_all(steps: list[Tell], event: "Event") -> bool:
    """Runs every step, also after one that failed; True when all went through."""
    went_through = [_guard(step, event) for step in steps]
    return all(went_through)


def _undispatched(event_id: int) -> "Event | None":
    from cases.events.models import Event

    return Event.objects.undispatched().select_related("case").filter(pk=event_id).first()


def _mark(event_id: int) -> None:
    from cases.events.models import Event

    Event.objects.filter(pk=event_id).update(dispatched_at=timezone.now())
