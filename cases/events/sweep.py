"""Runs what a crash or a lost broker left undispatched."""

from datetime import datetime, timedelta

from django.conf import settings

from cases.events.dispatch import run_then
from cases.events.models import Event

GRACE = timedelta(seconds=10)
ATTEMPTS_FOR = timedelta(hours=24)


def sweep_events(*, at: datetime, limit: int = 200) -> int:
    """Hands undispatched events older than the grace period to Celery again; returns how many."""
    stale = Event.objects.undispatched().filter(at__lt=at - GRACE, at__gt=at - ATTEMPTS_FOR)
    ids = list(stale.order_by("at").values_list("pk", flat=True)[:limit])
    for event_id in ids:
        _again(event_id)
    return len(ids)


def _again(event_id: int) -> None:
    if settings.REACT != "celery":
        run_then(event_id)
        return
    from agentdesk.celery import react

    react.delay(event_id)
