"""Figures of the floor, each in one query over a bounded window. The formulas stand in `rules.py`."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Avg, Count, DurationField, ExpressionWrapper, F, Min, Q, QuerySet
from django.db.models.functions import TruncMinute

from assist.wallboard.rules import SHORT_ABANDON_SECONDS, Answering
from cases.casefiles.models import Case
from cases.interactions.models import Interaction

WINDOW = timedelta(minutes=30)
CHART = timedelta(minutes=60)
BUCKET_MINUTES = 5
_HANDLED = ExpressionWrapper(F("ended_at") - F("connected_at"), output_field=DurationField())
_ABANDONED = Q(state=Interaction.State.ABANDONED)
_ANSWERED = Q(connected_at__isnull=False)


@dataclass(frozen=True)
class Waiting:
    count: int = 0
    live: int = 0
    first_at: datetime | None = None


def waiting_by_queue(interactions: QuerySet[Interaction]) -> dict[int, Waiting]:
    """Who waits in each queue now; `first_at` is the start of the longest live wait, e-mail apart."""
    rows = interactions.filter(ended_at__isnull=True, owner=Interaction.Owner.QUEUE).values("queue_id")
    live = ~Q(channel="email")
    counted = rows.annotate(n=Count("pk"), live=Count("pk", filter=live), first=Min("queued_at", filter=live))
    return {row["queue_id"]: Waiting(row["n"], row["live"], row["first"]) for row in counted}


def answering_by_queue(interactions: QuerySet[Interaction], at: datetime) -> dict[int, Answering]:
    """What was queued within the window, by queue."""
    queued = interactions.filter(queued_at__gt=at - WINDOW, queued_at__lte=at)
    return {row.pop("queue_id"): Answering(**row) for row in _counted(queued.values("queue_id"))}


def answering_by_bucket(
    interactions: QuerySet[Interaction], at: datetime
) -> list[tuple[datetime, Answering]]:
    """Five-minute steps over the last hour, oldest first, each with what was queued in it."""
    whole = at.replace(minute=at.minute - at.minute % BUCKET_MINUTES, second=0, microsecond=0)
    start = whole - CHART
    queued = interactions.filter(queued_at__gte=start, queued_at__lte=at)
    buckets: dict[int, Answering] = defaultdict(Answering)
    for row in _counted(queued.annotate(minute=TruncMinute("queued_at")).values("minute")):
        minutes = int((row.pop("minute") - start).total_seconds() // 60)
        buckets[minutes // BUCKET_MINUTES] += Answering(**row)
    steps = int(CHART.total_seconds() // 60) // BUCKET_MINUTES
    return [(start + timedelta(minutes=BUCKET_MINUTES * n), buckets[n]) for n in range(steps + 1)]


def _counted(grouped: QuerySet[Interaction, Any]) -> Iterable[dict[str, Any]]:
    """The groups with the five numbers that `Answering` holds."""
    within = ExpressionWrapper(
        F("queue__answer_within_seconds") * timedelta(seconds=1), output_field=DurationField()
    )
    counted: Iterable[dict[str, Any]] = grouped.annotate(
        queued=Count("pk"),
        answered=Count("pk", filter=_ANSWERED),
        in_time=Count("pk", filter=_ANSWERED & Q(connected_at__lte=F("queued_at") + within)),
        abandoned=Count("pk", filter=_ABANDONED & ~_ANSWERED),
        short=Count(
            "pk",
            filter=_ABANDONED
            & ~_ANSWERED
            & Q(ended_at__lt=F("queued_at") + timedelta(seconds=SHORT_ABANDON_SECONDS)),
        ),
    )
    return counted


@dataclass(frozen=True)
class Containment:
    """What ended today; all contacts begin with the AI agent. `contained` reached no queue and no person."""

    ended: int = 0
    contained: int = 0
    resolved: int = 0

    @property
    def share(self) -> int | None:
        """Contained ÷ ended, in percent."""
        return round(100 * self.contained / self.ended) if self.ended else None


def containment_since(interactions: QuerySet[Interaction], morning: datetime) -> Containment:
    """How much the AI agent ended alone since the morning, and how many of those cases are resolved. One query."""
    alone = Q(had_person=False, queued_at__isnull=True, state=Interaction.State.CLOSED)
    over = Q(case__state__in=[Case.State.RESOLVED, Case.State.CLOSED], case__disposition="resolved")
    counted = interactions.filter(ended_at__gte=morning).aggregate(
        ended=Count("pk"), contained=Count("pk", filter=alone), resolved=Count("pk", filter=alone & over)
    )
    return Containment(**counted)


def handle_times(interactions: QuerySet[Interaction], at: datetime) -> dict[int, int]:
    """Mean seconds from connection to the end, wrap-up included, of what people ended in the last hour, by
    queue."""
    ended = interactions.filter(ended_at__gt=at - CHART, connected_at__isnull=False).exclude(queue=None)
    rows = ended.values("queue_id").annotate(mean=Avg(_HANDLED))
    return {row["queue_id"]: int(row["mean"].total_seconds()) for row in rows}
