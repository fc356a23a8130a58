"""The whole floor as one frozen record, for the page and for every push."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from assist.suggestions.models import Suggestion
from assist.tools.queries import ApprovalCard, approvals_for
from assist.wallboard.agents import AgentRow, agents_on
from assist.wallboard.chart import Chart, chart_of
from assist.wallboard.figures import (
    answering_by_bucket,
    answering_by_queue,
    containment_since,
    handle_times,
    waiting_by_queue,
)
from assist.wallboard.headlines import Figure, figures_of
from assist.wallboard.needs import Need, needs_of
from assist.wallboard.rows import LiveRow, QueueRow, live_rows, queue_rows
from cases.interactions.models import Interaction
from cases.people.models import User
from cases.people.permissions import Permission
from cases.routing.models import Queue

MOST_LIVE = 25


@dataclass(frozen=True)
class Floor:
    """`at` is the moment of all figures. `needs` is empty on a wall, where nobody acts and no customer is
    named."""

    at: datetime
    name: str
    staffed: int
    figures: list[Figure]
    queues: list[QueueRow]
    chart: Chart
    agents: list[AgentRow]
    live: list[LiveRow]
    needs: list[Need]
    approvals: list[ApprovalCard]
    is_wall: bool

    @property
    def needs_count(self) -> int:
        return len(self.needs) + len(self.approvals)


def floor_for(user: User, *, at: datetime, is_wall: bool = False) -> Floor:
    """What the person may watch: the own team's floor, or every team's for who sees all cases."""
    interactions, queues = _scope(user)
    waiting = waiting_by_queue(interactions)
    answering = answering_by_queue(interactions, at)
    usual = handle_times(interactions, at)
    agents = agents_on(queues, at, usual)
    rows = queue_rows(queues, waiting, answering, agents, usual, at)
    return Floor(
        at=at,
        name="All teams" if user.can(Permission.SEE_ALL_CASES) or user.team is None else user.team.name,
        staffed=len(agents),
        figures=figures_of(
            queues,
            rows,
            answering,
            agents,
            containment_since(interactions, _morning(at)),
            _suggestions(user, at),
        ),
        queues=rows,
        chart=chart_of(answering_by_bucket(interactions, at), _target(queues)),
        agents=agents,
        live=live_rows(_live(interactions), at, is_wall=is_wall),
        needs=[] if is_wall else needs_of(user, at),
        approvals=[] if is_wall else approvals_for(user, at=at),
        is_wall=is_wall,
    )


def _scope(user: User) -> tuple[QuerySet[Interaction], Sequence[Queue]]:
    queues = Queue.objects.all()
    if not user.can(Permission.SEE_ALL_CASES):
        queues = queues.filter(Q(team=user.team) | Q(team__isnull=True))
    found = list(queues)
    return Interaction.objects.visible_to(user), found


def _live(interactions: QuerySet[Interaction]) -> list[Interaction]:
    live = interactions.filter(ended_at__isnull=True).select_related("case__customer", "agent", "queue")
    return list(live.order_by("case__mood", "opened_at")[:MOST_LIVE])


def _target(queues: Sequence[Queue]) -> int:
    return max((queue.service_target for queue in queues), default=80)


def _suggestions(user: User, at: datetime) -> tuple[int, int]:
    """Suggestions that were shown today, and how many of them were used, edited or not."""
    states = Suggestion.State
    today = Suggestion.objects.visible_to(user).filter(shown_at__gte=_morning(at), rank=1)
    counted = today.exclude(state__in=[states.GENERATING, states.FAILED]).aggregate(
        shown=Count("pk"), used=Count("pk", filter=Q(state__in=[states.USED, states.EDITED]))
    )
    return counted["shown"], counted["used"]


def _morning(at: datetime) -> datetime:
    return timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)
