"""Runs what a crash or a lost broker left undispatched."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice

from django.conf import settings

from cases.events.dispatch import run_then
from cases.events.models import Event
from cases.live import valkey

GRACE = timedelta(seconds=10)
ATTEMPTS_FOR = timedelta(hours=24)
LONGEST_WAIT = timedelta(hours=1)
LOOKED_AT = 10  # times the limit: those that wait for their next attempt hide no others


def sweep_events(*, at: datetime, limit: int = 200) -> int:
    """Hands undispatched events older than the grace period to Celery again; returns how many.

    Each is handed on when it is twice as old as the time before, at least hourly: one that fails again and again, or
    still waits in a long queue, must not fill the queue for the others.
    """
    ids = list(islice(_due(at, limit * LOOKED_AT), limit))
    for event_id in ids:
        _again(event_id)
    return len(ids)


def _due(at: datetime, most: int) -> Iterator[int]:
    stale = Event.objects.undispatched().filter(at__lt=at - GRACE, at__gt=at - ATTEMPTS_FOR)
    for event_id, mark, since in stale.order_by("at").values_list("pk", "hash", "at")[:most]:
        wait = min(at - since, LONGEST_WAIT)
        if valkey().set(f"{settings.PREFIX}:swept.{mark}", "", nx=True, px=wait):
            yield event_id


def _again(event_id: int) -> None:
    if settings.REACT != "celery":
        run_then(event_id)
        return
    from agentdesk.celery import react

    react.delay(event_id)
