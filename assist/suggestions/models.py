from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q

from cases.casefiles.models import Case
from cases.people.models import User

__all__ = ["HeldSuggestion", "Suggestion"]

DEADLINE = timedelta(seconds=8)
UNDO = timedelta(seconds=10)


class SuggestionQuerySet(models.QuerySet["Suggestion"]):
    def visible_to(self, user: User | AnonymousUser) -> SuggestionQuerySet:
        return self.filter(case__in=Case.objects.visible_to(user))

    def shown(self) -> SuggestionQuerySet:
        return self.filter(state=Suggestion.State.SHOWN)


class Suggestion(models.Model):
    """One thing put before the agent, what it rests on, and what the agent did with it."""

    class Kind(models.TextChoices):
        REPLY = "reply", "Reply"
        ARTICLE = "article", "Article"
        WARNING = "warning", "Warning"
        COACHING_TIP = "coaching_tip", "Coaching tip"

    class State(models.TextChoices):
        GENERATING = "generating", "Generating"
        SHOWN = "shown", "Shown"
        USED = "used", "Used"
        EDITED = "edited and used", "Edited and used"
        DISMISSED = "dismissed", "Dismissed"
        RETIRED = "retired", "Retired"
        FAILED = "failed", "Failed"

    class Retirement(models.TextChoices):
        NEWER_TURN = "newer_turn", "A newer message came"
        MESSAGE_SENT = "message_sent", "A message was sent"
        OWNER_CHANGED = "owner_changed", "Somebody else has the contact"
        EXPIRED = "expired", "It is too old"
        WITHDRAWN = "withdrawn", "Its source was withdrawn"
        ERROR = "error", "Something went wrong"

    class Dismissal(models.TextChoices):
        WRONG_OR_OUTDATED = "wrong_or_outdated", "Wrong or out of date"
        NOT_NOW = "not_now", "Not now"
        ALREADY_COVERED = "already_covered", "Already covered"
        WRONG_TONE = "wrong_tone", "Wrong tone"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="suggestions")
    interaction = models.ForeignKey("cases.Interaction", on_delete=models.PROTECT, related_name="suggestions")
    answers_turn = models.ForeignKey("cases.Turn", on_delete=models.PROTECT, related_name="suggestions")
    kind = models.CharField(max_length=16, choices=Kind, default=Kind.REPLY)
    state = models.CharField(max_length=16, choices=State, default=State.GENERATING)
    rank = models.PositiveSmallIntegerField(default=1)  # 1 is visible, 2 and 3 stand behind it
    key = models.CharField(max_length=200)  # what it says: the article's section or the saved reply
    intent = models.CharField(max_length=80, blank=True)
    body = models.TextField()
    sources = models.JSONField(default=list)  # [{number, kind, title, url, reviewed_on, seq}]
    reason = models.JSONField(default=dict)  # {"checked": […], "not_checked": […]} in plain words
    unbacked = models.JSONField(default=list)  # sentences that no source supports
    confidence = models.FloatField(default=0)
    is_asked = models.BooleanField(default=False)  # an agent asked for it
    model_versions = models.JSONField(default=dict)
    shown_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    used_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    sent_turn = models.ForeignKey(
        "cases.Turn", null=True, blank=True, on_delete=models.PROTECT, related_name="drafted_by"
    )
    edit_distance = models.FloatField(null=True, blank=True)  # 0 sent as it was, 1 nothing left of it
    dismissed_at = models.DateTimeField(null=True, blank=True)
    dismissal = models.CharField(max_length=20, choices=Dismissal, blank=True)
    retired_at = models.DateTimeField(null=True, blank=True)
    retirement = models.CharField(max_length=16, choices=Retirement, blank=True)

    objects = SuggestionQuerySet.as_manager()

    class Meta:
        ordering = ["-answers_turn__seq", "rank"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "key"],
                condition=Q(state__in=["generating", "shown"]),
                name="suggestion_never_two_of_the_same",
            ),
            models.UniqueConstraint(
                fields=["case", "kind", "rank"],
                condition=Q(state__in=["generating", "shown"]),
                name="suggestion_one_visible",
            ),
        ]
        indexes = [models.Index(fields=["case", "state"], name="suggestion_of_case")]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk} ({self.state})"

    @property
    def is_backed(self) -> bool:
        return not self.unbacked

    @property
    def is_shown(self) -> bool:
        return self.state == self.State.SHOWN

    def can_be_restored(self, at: datetime) -> bool:
        """Whether the dismissal may still be undone."""
        return (
            self.state == self.State.DISMISSED
            and self.dismissed_at is not None
            and at - self.dismissed_at <= UNDO
        )


class HeldSuggestion(models.Model):
    """A customer's turn whose suggestion waits until the agent has a moment. The row goes when it came or was dropped."""

    turn = models.OneToOneField("cases.Turn", on_delete=models.CASCADE, related_name="held_suggestion")
    why = models.CharField(max_length=16)
    held_at = models.DateTimeField()
    due_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"Held suggestion for turn {self.turn_id} ({self.why})"
