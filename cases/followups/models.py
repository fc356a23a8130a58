from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from cases.casefiles.models import Case

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from cases.people.models import User

__all__ = ["FollowUp"]


class FollowUpQuerySet(models.QuerySet["FollowUp"]):
    def visible_to(self, user: "User | AnonymousUser") -> "FollowUpQuerySet":
        """Those of the cases that the person may read, and the own ones."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(Q(case__in=Case.objects.visible_to(user)) | Q(owner=user))

    def open(self) -> "FollowUpQuerySet":
        return self.filter(state=FollowUp.State.OPEN)

    def due(self, on: date) -> "FollowUpQuerySet":
        return self.open().filter(due_on__lte=on)

    def of_worker(self, user: "User | AnonymousUser") -> "FollowUpQuerySet":
        """The person's own, and the unowned ones of the queues that the person works in."""
        return self.filter(Q(owner=user) | Q(owner=None, queue__memberships__user=user)).distinct()


class FollowUp(models.Model):
    """`key` makes it exist once, however often its reason is handled. `due_at` is when the sweep found it
    due."""

    class State(models.TextChoices):
        OPEN = "open", "Open"
        DONE = "done", "Done"
        CANCELLED = "cancelled", "Cancelled"

    class Kind(models.TextChoices):
        FOLLOW_UP = "follow_up", "Follow-up"
        CALL_BACK = "call_back", "Call-back"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="follow_ups")
    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.FOLLOW_UP)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    owner = models.ForeignKey(
        "cases.User", on_delete=models.SET_NULL, null=True, blank=True, related_name="follow_ups"
    )
    queue = models.ForeignKey(
        "cases.Queue", on_delete=models.PROTECT, null=True, blank=True, related_name="follow_ups"
    )
    due_on = models.DateField()
    due_at = models.DateTimeField(null=True, blank=True)
    key = models.CharField(max_length=120, unique=True)
    planned_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = FollowUpQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        indexes = [
            models.Index(fields=["owner", "due_on"], name="follow_up_of_owner", condition=Q(state="open")),
            models.Index(fields=["due_on"], name="follow_up_due", condition=Q(state="open", due_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.title}, {self.due_on}"

    @property
    def owner_name(self) -> str:
        return self.owner.name if self.owner else self.queue.name if self.queue else ""
