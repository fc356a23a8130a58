from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from cases.casefiles.models import Case
from cases.followups.models import FollowUp
from cases.people.models import User


def work_list_of(user: "User | AnonymousUser", *, on: date, limit: int = 20) -> QuerySet[FollowUp]:
    """The person's follow-ups that are due on the day or before, the oldest first, with case and customer."""
    return FollowUp.objects.due(on).of_worker(user).select_related("case__customer")[:limit]


def planned_for(user: "User | AnonymousUser") -> QuerySet[FollowUp]:
    """All open ones of the person and of the person's queues, by date."""
    return FollowUp.objects.open().of_worker(user).select_related("case__customer", "owner", "queue")


def follow_ups_of(case: Case) -> QuerySet[FollowUp]:
    return FollowUp.objects.filter(case=case).select_related("owner", "queue")
