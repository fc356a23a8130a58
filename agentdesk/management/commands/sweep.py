import time
from datetime import datetime
from typing import Any

import structlog
from django.core.management.base import BaseCommand
from django.db import close_old_connections
from django.utils import timezone

from agentdesk.schedule import SCHEDULE, due_now

log = structlog.get_logger("agentdesk.sweep")


class Command(BaseCommand):
    help = "Runs the schedule: undispatched events, offers, outboxes, what is due. Runs until it is stopped."

    def handle(self, *args: Any, **options: Any) -> None:
        last_run: dict[int, datetime] = {}
        while True:
            self._tick(last_run)
            time.sleep(0.5)

    def _tick(self, last_run: dict[int, datetime]) -> None:
        for position in due_now(last_run, timezone.now()):
            last_run[position] = timezone.now()
            self._run(position)

    def _run(self, position: int) -> None:
        due = SCHEDULE[position]
        try:
            due.run(at=timezone.now())
        except Exception:
            log.exception("sweep_failed", step=due.run.__qualname__)
            close_old_connections()
