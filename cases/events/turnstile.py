"""How many background runs of a process compute at the same time.

Python runs one thread at a time. With four runs side by side each took four times as long, and all of them came late; two
keep the processor busy while one waits for the database. Who waits for somebody else's system steps outside meanwhile.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from threading import BoundedSemaphore

AT_ONCE = 2

_gate = BoundedSemaphore(AT_ONCE)
_inside: ContextVar[bool] = ContextVar("inside_the_turnstile", default=False)


@contextmanager
def computing() -> Iterator[None]:
    """Waits until fewer than two others compute."""
    with _gate:
        token = _inside.set(True)
        try:
            yield
        finally:
            _inside.reset(token)


@contextmanager
def away() -> Iterator[None]:
    """Around a call to another system: the next run may compute until the answer is there. Does nothing elsewhere."""
    if not _inside.get():
        yield
        return
    _gate.release()
    try:
        yield
    finally:
        _gate.acquire()
