"""Raising, clearing and snoozing alerts. They are no part of a case's timeline: nothing was decided about
the case."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction

from assist.wallboard.models import FloorAlert, Snooze
from assist.wallboard.readings import Measured, help_measured, moods_measured, waits_measured
from assist.wallboard.thresholds import QUIET_SECONDS, changes_of
from cases.people.models import User

SNOOZE = timedelta(minutes=5)


@transaction.atomic
def watch_floor(*, at: datetime) -> int:
    """Brings the raised alerts in line with what is measured now; returns how many changed."""
    measured = {m.reading.key: m for m in (*help_measured(at), *moods_measured(), *waits_measured(at))}
    raised = dict(FloorAlert.objects.raised().values_list("key", "text"))
    quiet = FloorAlert.objects.filter(cleared_at__gt=at - timedelta(seconds=QUIET_SECONDS))
    lately = set(quiet.values_list("key", flat=True))
    to_raise, to_clear = changes_of((m.reading for m in measured.values()), set(raised), lately)
    FloorAlert.objects.bulk_create(_rows((measured[key] for key in to_raise), at), ignore_conflicts=True)
    FloorAlert.objects.raised().filter(key__in=to_clear).update(cleared_at=at)
    _reword(measured, raised)
    return len(to_raise) + len(to_clear)


def _reword(measured: dict[str, Measured], raised: dict[str, str]) -> None:
    """Who has the case, and how its mood goes, changes while the alert stands."""
    for key, text in raised.items():
        if key in measured and measured[key].text != text:
            FloorAlert.objects.raised().filter(key=key).update(text=measured[key].text)


def _rows(measured: Iterable[Measured], at: datetime) -> list[FloorAlert]:
    return [
        FloorAlert(
            key=m.reading.key,
            kind=m.kind,
            text=m.text,
            team_id=m.team_id,
            case_id=m.case_id,
            queue_id=m.queue_id,
            raised_at=m.since or at,
        )
        for m in measured
    ]


@transaction.atomic
def snooze_alert(*, key: str, by: User, at: datetime) -> None:
    """Hides the alert from this person for five minutes."""
    Snooze.objects.filter(user=by, until__lt=at).delete()
    Snooze.objects.update_or_create(user=by, key=key[:60], defaults={"until": at + SNOOZE})


@transaction.atomic
def settle_alert(*, alert: FloorAlert, at: datetime) -> None:
    """Somebody saw to it: the alert goes for everybody. Does nothing when it has gone."""
    FloorAlert.objects.raised().filter(pk=alert.pk).update(cleared_at=at)
