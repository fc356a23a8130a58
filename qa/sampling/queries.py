"""The traits of a closed case, and what the sample is worth."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q

from assist.handoffs.events import HandoffMade
from assist.tools.events import ToolCallFailed
from cases.casefiles.models import Case
from cases.events.models import Event
from cases.interactions.events import InteractionConnected, PersonAsked
from qa.sampling.models import Pick
from qa.sampling.rules import Traits, margin_of_error

WINDOW = timedelta(days=7)


@dataclass(frozen=True)
class SampleWorth:
    """Of `closed` cases in the last seven days `picked` were picked, `drawn` of them at random; `margin` in
    points."""

    closed: int
    picked: int
    drawn: int
    reviewed: int
    margin: float | None


def traits_of(case: Case) -> Traits:
    names = set(Event.objects.filter(case=case).values_list("name", flat=True))
    moods = [mood for _, mood in case.mood_course]
    return Traits(
        lowest_mood=min(moods) if moods else None,
        was_escalated=HandoffMade.NAME in names or PersonAsked.NAME in names,
        had_failed_tool=ToolCallFailed.NAME in names,
        had_person=InteractionConnected.NAME in names,
    )


def sample_worth(*, at: datetime) -> SampleWorth:
    closed = Case.objects.filter(closed_at__gt=at - WINDOW, closed_at__lte=at).count()
    counts = Pick.objects.filter(case__closed_at__gt=at - WINDOW, case__closed_at__lte=at).aggregate(
        picked=Count("pk"),
        drawn=Count("pk", filter=Q(was_drawn=True)),
        reviewed=Count("pk", filter=Q(reviewed_at__isnull=False)),
    )
    return SampleWorth(closed=closed, margin=margin_of_error(counts["drawn"], closed), **counts)
