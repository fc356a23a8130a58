"""Beats beside work that may be deep in its sums for a minute: tells how far it is, and ends its process when nobody waits for it."""

import os
import threading
from collections.abc import Callable

from django.db import connection

SECOND = 1.0


class Heart(threading.Thread):
    """`beat(share, words)` says whether somebody waits; `orphaned()` is called when the worker that began the process died."""

    def __init__(self, beat: Callable[[float, str], bool], orphaned: Callable[[], object]) -> None:
        super().__init__(name="heart", daemon=True)
        self.beat, self.orphaned = beat, orphaned
        self.share, self.words = 0.0, "Starting"
        self.parent = os.getppid()
        self.rests = threading.Event()

    def tell(self, share: float, words: str) -> None:
        self.share, self.words = share, words

    def run(self) -> None:
        while not self.rests.wait(SECOND):
            if os.getppid() != self.parent:
                self.orphaned()
                os._exit(1)
            if not self.beat(self.share, self.words):
                os._exit(0)
        connection.close()

    def rest(self) -> None:
        """The work is done; returns when the last beat is over."""
        self.rests.set()
        self.join()
