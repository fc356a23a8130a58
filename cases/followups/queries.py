from dataclasses import dataclass
from datetime import date, datetime

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from cases.casefiles.models import Case
from cases.followups.models import FollowUp
from cases.people.models import User


@dataclass(frozen=True)
class FollowUpView:
    pk: int
    title: str
    owner_name: str
    state: str
    label: str
    due_on: date
    due_at: datetime | None


@dataclass(frozen=True)
class FollowUpPanel:
    """The follow-ups of a case, by date; the card stays away while there is none."""

    case_id: int
    follow_ups: tuple[FollowUpView, ...]

    @property
    def open_count(self) -> int:
        return len([f for f in self.follow_ups if f.state == FollowUp.State.OPEN])


def panel_of(case: Case, *, at: datetime | None = None) -> FollowUpPanel:
    """What is planned on the case, and what became of it."""
    found = FollowUp.objects.filter(case=case).select_related("owner", "queue")
    views = [
        FollowUpView(f.pk, f.title, f.owner_name, f.state, f.get_state_display(), f.due_on, f.due_at)
        for f in found
    ]
    return FollowUpPanel(case.pk, tuple(views))


def work_list_of(user: User | AnonymousUser, *, limit: int = 20) -> QuerySet[FollowUp]:
    """The person's follow-ups whose day has come, the oldest first, with case and customer. One query."""
    due = FollowUp.objects.open().filter(due_at__isnull=False).of_worker(user)
    return due.select_related("case__customer", "owner", "queue")[:limit]


def planned_for(user: User | AnonymousUser) -> QuerySet[FollowUp]:
    """All open ones of the person and of the person's queues, by date."""
    return FollowUp.objects.open().of_worker(user).select_related("case__customer", "owner", "queue")
