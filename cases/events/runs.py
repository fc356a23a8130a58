"""One background run: an event, the events that its reactions record, and what need not be done twice for all of them."""

from collections import deque
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import update_wrapper, wraps
from typing import TYPE_CHECKING, Any, Concatenate, Generic, ParamSpec, TypeVar

if TYPE_CHECKING:
    from cases.events.models import Event

P = ParamSpec("P")
T = TypeVar("T")
Step = Callable[["Event"], None]

_current: ContextVar["Run | None"] = ContextVar("background_run", default=None)


@dataclass
class CaseMemory:
    """What a run read of one case, as it stands at the event `seq`. Nothing else changes a case than its events."""

    seq: int = -1
    row: Any = None  # the case itself, as whoever locked it last saw it
    reads: dict[tuple[Any, ...], tuple[tuple[str, ...], Any]] = field(default_factory=dict)

    def stand_at(self, seq: int) -> None:
        """Forgets everything when somebody else wrote to the case meanwhile."""
        if seq != self.seq:
            self.reads.clear()
            self.row = None
        self.seq = seq

    def add(self, name: str, seq: int) -> None:
        """One event more, of this run: what it changes is read again."""
        self.stand_at(self.seq if seq == self.seq + 1 else seq)
        self.seq = seq
        for key in [key for key, (changed_by, _) in self.reads.items() if name.startswith(changed_by)]:
            del self.reads[key]

    @property
    def latest_row(self) -> Any:
        """The case as it is now, None when nobody has seen that."""
        return self.row if self.row is not None and self.row.last_seq == self.seq else None


@dataclass
class Run:
    """What one background task goes through. A hop over the broker would cost more than most reactions do."""

    began_with: "Event"
    waiting: deque["Event"]
    held_back: dict[tuple[Step, int], "Event"] = field(default_factory=dict)
    failed: set[int] = field(default_factory=set)
    known: dict[tuple[Any, ...], Any] = field(default_factory=dict)
    cases: dict[int, CaseMemory] = field(default_factory=dict)

    def hold_back(self, step: Step, event: "Event") -> None:
        """The step runs once for the case, after everything else, with the last event that asked for it."""
        self.held_back[step, event.case_id] = event

    def memory_of(self, case_id: int) -> CaseMemory:
        return self.cases.setdefault(case_id, CaseMemory())

    def forget_cases(self) -> None:
        """After a step that failed: what it read of its own writes was rolled back."""
        self.cases.clear()


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


class CaseRead(Generic[P, T]):
    """A read of one case that a run remembers; see `until`."""

    def __init__(self, read: Callable[Concatenate[int, P], T], changed_by: tuple[str, ...]) -> None:
        self._read, self._changed_by = read, changed_by
        update_wrapper(self, read)

    def __call__(self, case_id: int, *args: P.args, **named: P.kwargs) -> T:
        run = current_run()
        if run is None:
            return self._read(case_id, *args, **named)
        reads, key = run.memory_of(case_id).reads, (self, args, tuple(sorted(named.items())))
        if key not in reads:
            reads[key] = self._changed_by, self._read(case_id, *args, **named)
        found: T = reads[key][1]
        return found

    def tell(self, case_id: int, value: T) -> None:
        """What the read without further arguments would find now, from who just wrote it under the case's lock."""
        if run := current_run():
            run.memory_of(case_id).reads[self, (), ()] = self._changed_by, value


def until(*changed_by: str) -> Callable[[Callable[Concatenate[int, P], T]], CaseRead[P, T]]:
    """For a read of one case, named by its key, that only these events change; "turn." stands for all that begin so.

    Within a run it is made once, and again after such an event or after anybody else wrote to the case: a sequence
    number that the run did not give tells so, under the case's lock at the latest. Outside of a run it is made each
    time. What it returns is shared, so nobody may change it.
    """
    return lambda read: CaseRead(read, changed_by)


def note_case(case: Any) -> None:
    """The case was read with its row locked: the run knows where it stands."""
    if run := current_run():
        memory = run.memory_of(case.pk)
        memory.stand_at(case.last_seq)
        memory.row = case


def note_event(event: "Event") -> None:
    """An event was recorded in this run, or in a request of its own."""
    if run := current_run():
        run.memory_of(event.case_id).add(event.name, event.seq)
