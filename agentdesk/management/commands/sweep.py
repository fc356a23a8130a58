import threading
import time
from datetime import datetime
from typing import Any

import structlog
from django.core.management.base import BaseCommand
from django.db import close_old_connections, connection
from django.utils import timezone

from agentdesk.schedule import SCHEDULE, Due, due_now

log = structlog.get_logger("agentdesk.sweep")


class Command(BaseCommand):
    help = "Runs the schedule: undispatched events, offers, outboxes, what is due. Runs until it is stopped."

    def handle(self, *args: Any, **options: Any) -> None:
        clock = Clockwork()
        while True:
            clock.tick()
            time.sleep(0.5)


class Clockwork:
    """What is due, one after another; what waits for other systems beside them, each once at a time."""

    def __init__(self) -> None:
        self.last_run: dict[int, datetime] = {}
        self.aside: dict[int, threading.Thread] = {}

    def tick(self) -> None:
        for position in due_now(self.last_run, timezone.now()):
            self.last_run[position] = timezone.now()
            due = SCHEDULE[position]
            if due.asks_others:
                self._run_aside(position, due)
            else:
                _run(due)

    def _run_aside(self, position: int, due: Due) -> None:
        before = self.aside.get(position)
        if before is None or not before.is_alive():
            self.aside[position] = threading.Thread(target=_run_and_leave, args=[due], daemon=True)
            self.aside[position].start()


def _run_and_leave(due: Due) -> None:
    try:
        _run(due)
    finally:
        connection.close()  # it belongs to the thread


def _run(due: Due) -> None:
    try:
        due.run(at=timezone.now())
    except Exception:
        log.exception("sweep_failed", step=due.run.__qualname__)
        close_old_connections()
