from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Exists, OuterRef

from cases.casefiles.models import Case

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from cases.people.models import User

__all__ = ["CrmWrite"]


class CrmWriteQuerySet(models.QuerySet["CrmWrite"]):
    def visible_to(self, user: "User | AnonymousUser") -> "CrmWriteQuerySet":
        return self.filter(case__in=Case.objects.visible_to(user))

    def unwritten(self) -> "CrmWriteQuerySet":
        return self.exclude(state=CrmWrite.State.WRITTEN)

    def dead(self) -> "CrmWriteQuerySet":
        return self.filter(state=CrmWrite.State.DEAD)

    def due(self, at: datetime) -> "CrmWriteQuerySet":
        """To be sent now: their time has come and nothing of their case before them is unwritten."""
        before = CrmWrite.objects.unwritten().filter(case=OuterRef("case"), position__lt=OuterRef("position"))
        open_now = self.filter(state__in=CrmWrite.OPEN, next_try_at__lte=at)
        return open_now.exclude(Exists(before)).order_by("next_try_at", "pk")


class CrmWrite(models.Model):
    """One thing that the CRM must learn. `position` counts 1, 2, 3 within the case."""

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting"
        SENDING = "sending", "Sending"
        RETRYING = "retrying", "Trying again"
        WRITTEN = "written", "Written"
        DEAD = "dead", "Needs a person"

    class Kind(models.TextChoices):
        NOTE = "note", "Note"
        FIELDS = "fields", "Fields"
        TASK = "task", "Task"
        DISPOSITION = "disposition", "Disposition"

    OPEN = (State.WAITING, State.SENDING, State.RETRYING)

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="crm_writes")
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=12, choices=Kind)
    payload = models.JSONField()
    key = models.CharField(max_length=120, unique=True)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField()
    last_error = models.CharField(max_length=500, blank=True)
    receipt = models.JSONField(null=True, blank=True)
    created_at = models.DateTimeField()
    written_at = models.DateTimeField(null=True, blank=True)

    objects = CrmWriteQuerySet.as_manager()

    class Meta:
        ordering = ["case_id", "position"]
        constraints = [
            models.UniqueConstraint(fields=["case", "position"], name="crm_write_position_once"),
            models.CheckConstraint(
                condition=~models.Q(state="written") | models.Q(receipt__isnull=False),
                name="written_has_a_receipt",
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_try_at"],
                name="crm_write_due",
                condition=~models.Q(state__in=["written", "dead"]),
            ),
            models.Index(fields=["-created_at"], name="crm_write_dead", condition=models.Q(state="dead")),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.position} of case {self.case_id}: {self.state}"
