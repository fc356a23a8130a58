"""Celery's pool of threads, for a worker that ends when it is told to.

A thread cannot be interrupted. Celery's own pool waits for every one of them, and Python does so again at its end: a run that
waits for a model, a lock or a slow answer held a stopped worker until somebody killed it. What such a run did is rolled back
with its connection, and the sweep hands it in again.
"""

import signal

from celery import concurrency
from celery.concurrency.thread import TaskPool

LAST_SECONDS = 4  # after the soft shutdown; together well within the supervisor's patience


class BriefPool(TaskPool):
    """Lets running tasks end for as long as the process takes to close, and no longer."""

    def on_stop(self) -> None:
        """Take no more work, and have the kernel end the process if it is still there in some seconds."""
        self.executor.shutdown(wait=False, cancel_futures=True)
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.alarm(LAST_SECONDS)  # not a thread: at the end of Python no thread of ours runs any more


def use_brief_pool() -> None:
    """From now on `--pool=threads` means this pool."""
    concurrency.ALIASES["threads"] = f"{__name__}:BriefPool"
