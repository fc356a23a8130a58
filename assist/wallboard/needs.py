"""The one list of what needs a person: approvals first, then help, then moods, then waits; the oldest first
in each."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from assist.wallboard.models import FloorAlert, Snooze
from assist.wallboard.rules import clock
from cases.people.models import User
from cases.people.permissions import Permission

MOST = 30
_ORDER = [FloorAlert.Kind.HELP, FloorAlert.Kind.MOOD, FloorAlert.Kind.WAIT]
_LOOKS = {
    FloorAlert.Kind.HELP: ("acc", "hand"),
    FloorAlert.Kind.MOOD: ("bad", "trending-down"),
    FloorAlert.Kind.WAIT: ("warn", "clock"),
}


@dataclass(frozen=True)
class Need:
    """One alert as it stands in the list."""

    id: int
    key: str
    title: str
    text: str
    age: str
    tone: str
    icon: str
    case_number: int | None
    can_settle: bool


def alerts_for(user: Any) -> QuerySet[FloorAlert]:
    """The raised alerts of the floor that the person may watch."""
    alerts = FloorAlert.objects.raised().select_related("case")
    if user.can(Permission.SEE_ALL_CASES):
        return alerts
    return alerts.filter(Q(team_id=user.team_id) | Q(team__isnull=True))


def needs_of(user: User, at: datetime) -> list[Need]:
    """The raised alerts of the person's floor that they did not snooze."""
    snoozed = Snooze.objects.filter(user=user, until__gt=at).values("key")
    found = list(alerts_for(user).exclude(key__in=snoozed).order_by("raised_at")[:MOST])
    found.sort(key=lambda alert: (_ORDER.index(FloorAlert.Kind(alert.kind)), alert.raised_at))
    return [_need(alert, at) for alert in found]


def _need(alert: FloorAlert, at: datetime) -> Need:
    tone, icon = _LOOKS[FloorAlert.Kind(alert.kind)]
    return Need(
        id=alert.pk,
        key=alert.key,
        title=alert.get_kind_display(),
        text=alert.text,
        age=clock((at - alert.raised_at).total_seconds()),
        tone=tone,
        icon=icon,
        case_number=alert.case.number if alert.case else None,
        can_settle=alert.kind == FloorAlert.Kind.HELP,
    )
