from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from assist.wrapup.rules import Clock, clock_of
from cases.casefiles.models import Case
from cases.interactions.models import Interaction
from cases.routing.models import Queue

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from cases.people.models import User

__all__ = ["WrapUp"]


class WrapUpQuerySet(models.QuerySet["WrapUp"]):
    def visible_to(self, user: "User | AnonymousUser") -> "WrapUpQuerySet":
        return self.filter(case__in=Case.objects.visible_to(user))

    def unconfirmed(self) -> "WrapUpQuerySet":
        return self.filter(confirmed_at__isnull=True)


class WrapUp(models.Model):
    """The writing-up of one contact. `draft_…` is the machine's, the rest is what the agent makes of it.

    draft_lines: [{"slot", "text", "seqs"}]; rule_lines: the same before a language model wrote it
    draft_versions: {"rules", "notes", "language_model"}, "" where none took part
    follow-ups in both versions: [{"title", "due_on", "kind", "seq"}]
    """

    interaction = models.OneToOneField(Interaction, on_delete=models.PROTECT, related_name="wrap_up")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="wrap_ups")
    mode = models.CharField(max_length=12, choices=Queue.WrapUpMode, default=Queue.WrapUpMode.MANDATORY)
    seconds = models.PositiveIntegerField(default=180)
    extensions = models.PositiveSmallIntegerField(default=0)
    started_at = models.DateTimeField()
    drafted_at = models.DateTimeField(null=True, blank=True)
    draft_lines = models.JSONField(default=list)
    rule_lines = models.JSONField(default=list)
    draft_versions = models.JSONField(default=dict)
    draft_disposition = models.CharField(max_length=16, choices=Case.Disposition, blank=True)
    draft_disposition_reason = models.CharField(max_length=200, blank=True)
    draft_follow_ups = models.JSONField(default=list)
    text = models.TextField(blank=True)
    disposition = models.CharField(max_length=16, choices=Case.Disposition, blank=True)
    disposition_reason = models.CharField(max_length=200, blank=True)
    follow_ups = models.JSONField(default=list)
    version = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(
        "cases.User", on_delete=models.SET_NULL, null=True, blank=True, related_name="wrap_ups"
    )
    confirmed_by_name = models.CharField(max_length=200, blank=True)

    objects = WrapUpQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_at=None) | ~Q(disposition=""), name="confirmed_has_a_disposition"
            ),
        ]
        indexes = [models.Index(fields=["started_at"], name="wrap_up_open", condition=Q(confirmed_at=None))]

    def __str__(self) -> str:
        return f"Wrap-up of interaction {self.interaction_id}"

    @property
    def draft_text(self) -> str:
        return "\n".join(line["text"] for line in self.draft_lines)

    @property
    def is_touched(self) -> bool:
        """Whether somebody has begun to correct or has confirmed: then no draft takes its place."""
        return bool(self.saved_at or self.confirmed_at)

    @property
    def is_changed(self) -> bool:
        """Whether the confirmed or saved version differs from the draft."""
        ours = (self.text.strip(), self.disposition, self.disposition_reason, self.follow_ups)
        drafted = (
            self.draft_text,
            self.draft_disposition,
            self.draft_disposition_reason,
            self.draft_follow_ups,
        )
        return ours != drafted

    @property
    def clock(self) -> Clock:
        return clock_of(
            mode=self.mode, started_at=self.started_at, seconds=self.seconds, extensions=self.extensions
        )
