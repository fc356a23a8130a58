"""What waits for review, drafts, submitted reviews, and which case a person may open here."""

from django.db.models import Q, QuerySet

from cases.casefiles.models import Case
from cases.people.models import User
from cases.people.permissions import Permission
from qa.reviews.models import Review
from qa.sampling.models import Pick
from qa.scorecards.models import Scorecard

LIST = 50


def scorecard_in_use() -> Scorecard | None:
    return Scorecard.objects.order_by("-created_at", "-version").first()


def picks_for(user: User) -> QuerySet[Pick]:
    """What waits for review, the flagged ones first: only for who reviews."""
    if not user.can(Permission.REVIEW_CASES):
        return Pick.objects.none()
    waiting = Pick.objects.unreviewed().exclude(case__interactions__agent=user).distinct()
    return waiting.select_related("case__customer", "case__owner").order_by("was_drawn", "-picked_at")


def drafts_of(user: User) -> QuerySet[Review]:
    known = Review.objects.filter(reviewer=user, submitted_at__isnull=True)
    return known.select_related("case__customer", "scorecard", "agent").order_by("-started_at")


def submitted_for(user: User) -> QuerySet[Review]:
    known = Review.objects.visible_to(user).submitted()
    return known.select_related("case__customer", "scorecard", "agent", "reviewer").order_by("-submitted_at")


def reviewable_case(user: User, number: int) -> QuerySet[Case]:
    """The case, when the person may review it, read its reviews, or is whom a submitted review is about."""
    cases = Case.objects.filter(number=number).select_related("customer", "owner")
    if user.can(Permission.REVIEW_CASES):
        return cases.filter(state__in=[Case.State.CLOSED, Case.State.RESOLVED])
    return cases.filter(Q(pk__in=Review.objects.visible_to(user).submitted().values("case_id")))
