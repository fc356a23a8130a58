from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q

from cases.people.models import User
from cases.people.permissions import Permission
from qa.scorecards.rules import NOT_APPLICABLE

__all__ = ["Review", "ReviewAnswer", "ReviewNote"]


class ReviewQuerySet(models.QuerySet["Review"]):
    def submitted(self) -> "ReviewQuerySet":
        return self.filter(submitted_at__isnull=False)

    def visible_to(self, user: User | AnonymousUser) -> "ReviewQuerySet":
        """Reviewers see their own drafts and all submitted ones, supervisors the submitted ones of their
        team,
        agents the submitted ones about them."""
        if not user.is_authenticated:
            return self.none()
        if user.can(Permission.REVIEW_CASES):
            return self.filter(Q(reviewer=user) | Q(submitted_at__isnull=False))
        if user.can(Permission.READ_REVIEWS):
            return self.submitted().filter(case__team__isnull=False, case__team=user.team)
        return self.submitted().filter(agent=user)


class Review(models.Model):
    """One person's review of one case with one version of a scorecard. `agent` is whom it is about, nobody
    for the AI alone."""

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="reviews")
    scorecard = models.ForeignKey("qa.Scorecard", on_delete=models.PROTECT, related_name="reviews")
    reviewer = models.ForeignKey("cases.User", on_delete=models.PROTECT, related_name="reviews")
    agent = models.ForeignKey(
        "cases.User", on_delete=models.PROTECT, null=True, blank=True, related_name="reviews_about"
    )
    started_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)
    score = models.PositiveSmallIntegerField(null=True, blank=True)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "reviewer"], name="review_once_per_reviewer")]
        indexes = [models.Index(fields=["agent", "-submitted_at"], name="review_about_agent")]

    def __str__(self) -> str:
        return f"Review of {self.case} by {self.reviewer}"

    @property
    def is_submitted(self) -> bool:
        return self.submitted_at is not None


class ReviewAnswer(models.Model):
    """Points for a criterion; NOT_APPLICABLE (-1) when it does not apply."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="answers")
    criterion = models.ForeignKey("qa.Criterion", on_delete=models.PROTECT, related_name="+")
    points = models.SmallIntegerField(null=True)
    comment = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["review", "criterion"], name="answer_once_per_criterion"),
            models.CheckConstraint(
                condition=Q(points__isnull=True) | Q(points__range=(NOT_APPLICABLE, 3)), name="points_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.criterion_id}: {self.points}"


class ReviewNote(models.Model):
    """A remark pinned to a turn; with an error category it is a finding."""

    class Category(models.TextChoices):
        INTENT_MISREAD = "intent_misread", "Intent misread"
        RETRIEVAL = "retrieval_error", "Data retrieval error"
        POLICY = "policy_violation", "Policy violation"
        INAPPROPRIATE = "inappropriate_response", "Inappropriate response"

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="notes")
    turn = models.ForeignKey("cases.Turn", on_delete=models.PROTECT, related_name="review_notes")
    criterion = models.ForeignKey(
        "qa.Criterion", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    category = models.CharField(max_length=24, choices=Category, blank=True)
    text = models.TextField()
    at = models.DateTimeField()
    key = models.CharField(max_length=64)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [models.UniqueConstraint(fields=["review", "key"], name="review_note_once")]

    def __str__(self) -> str:
        return self.text[:40]
