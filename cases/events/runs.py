"""One background run: an event, the events that its reactions record, and what need not be done twice for all of them."""

from collections import deque
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import wraps
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

if TYPE_CHECKING:
    from cases.events.models import Event

P = ParamSpec("P")
T = TypeVar("T")
Step = Callable[["Event"], None]

_current: ContextVar["Run | None"] = ContextVar("background_run", default=None)


@dataclass
class Run:
    """What one background task goes through. A hop over the broker would cost more than most reactions do."""

    began_with: "Event"
    waiting: deque["Event"]
    held_back: dict[tuple[Step, int], "Event"] = field(default_factory=dict)
    failed: set[int] = field(default_factory=set)
    known: dict[tuple[Any, ...], Any] = field(default_factory=dict)

    def hold_back(self, step: Step, event: "Event") -> None:
        """The step runs once for the case, after everything else, with the last event that asked for it."""
        self.held_back[step, event.case_id] = event


def current_run() -> Run | None:
    return _current.get()


def enter(run: Run) -> Callable[[], None]:
    """Makes the run the current one of this thread; returns what ends that."""
    token = _current.set(run)
    return lambda: _current.reset(token)


def last_of_run(step: Step) -> Step:
    """For a reaction that looks at the case as a whole: however many events ask for it, a run does it once, at its end."""
    step.is_last_of_run = True  # type: ignore[attr-defined]
    return step


def once_a_run(read: Callable[P, T]) -> Callable[P, T]:
    """For a read of what never changes (a turn, what was understood) or is not changed by reactions (articles, plans).

    It is made once a run and each time outside of one. None is asked again: what is missing may still come. The
    arguments must be hashable.
    """

    @wraps(read)
    def remembered(*args: P.args, **named: P.kwargs) -> T:
        run = current_run()
        if run is None:
            return read(*args, **named)
        key = (read, args, tuple(sorted(named.items())))
        if run.known.get(key) is None:
            run.known[key] = read(*args, **named)
        found: T = run.known[key]
        return found

    return remembered
