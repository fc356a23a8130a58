from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q

from cases.events.chain import GENESIS
from cases.people.permissions import Permission

if TYPE_CHECKING:
    from cases.people.models import User

__all__ = ["Case", "Note"]


class CaseQuerySet(models.QuerySet["Case"]):
    def visible_to(self, user: "User | AnonymousUser") -> "CaseQuerySet":
        """The cases that the person may read: all, those of the own team, or none."""
        if not user.is_authenticated:
            return self.none()
        if user.can(Permission.SEE_ALL_CASES):
            return self
        if not user.can(Permission.SEE_TEAM_CASES):
            return self.none()
        return self.filter(Q(team_id=user.team_id, team__isnull=False) | Q(owner=user))

    def unresolved(self) -> "CaseQuerySet":
        return self.exclude(state__in=[Case.State.RESOLVED, Case.State.CLOSED])


class Case(models.Model):
    """`last_seq` and `last_hash` are the end of its timeline; its row lock orders all writes to the case."""

    class State(models.TextChoices):
        OPEN = "open", "Open"
        WAITING_CUSTOMER = "waiting_for_customer", "Waiting for the customer"
        WAITING_US = "waiting_for_us", "Waiting for us"
        SCHEDULED = "scheduled", "Scheduled"
        RESOLVED = "resolved", "Resolved"
        REOPENED = "reopened", "Reopened"
        CLOSED = "closed", "Closed"

    class Disposition(models.TextChoices):
        RESOLVED = "resolved", "Resolved"
        PARTLY = "partly_resolved", "Partly resolved"
        UNRESOLVED = "unresolved", "Unresolved"
        TRANSFERRED = "transferred", "Transferred"
        ABANDONED = "abandoned", "Abandoned"

    number = models.PositiveIntegerField(unique=True)
    customer = models.ForeignKey("cases.Customer", on_delete=models.PROTECT, related_name="cases")
    team = models.ForeignKey("cases.Team", on_delete=models.PROTECT, null=True, related_name="cases")
    owner = models.ForeignKey(
        "cases.User", on_delete=models.SET_NULL, null=True, blank=True, related_name="owned_cases"
    )
    state = models.CharField(max_length=20, choices=State, default=State.OPEN)
    intent = models.CharField(max_length=64, blank=True)
    intent_title = models.CharField(max_length=120, blank=True)
    intent_confidence = models.FloatField(default=0)
    layer = models.PositiveSmallIntegerField(default=1)
    layer_reasons = models.JSONField(default=list)
    mood = models.FloatField(default=0)
    mood_course = models.JSONField(default=list)
    is_verified = models.BooleanField(default=False)
    priority = models.PositiveSmallIntegerField(default=3)
    language = models.CharField(max_length=8, default="en")
    disposition = models.CharField(max_length=16, choices=Disposition, blank=True)
    disposition_reason = models.CharField(max_length=200, blank=True)
    opened_at = models.DateTimeField()
    resolved_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    last_seq = models.PositiveIntegerField(default=0)
    last_hash = models.CharField(max_length=64, default=GENESIS)

    objects = CaseQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["customer", "-opened_at"], name="case_of_customer"),
            models.Index(fields=["team", "state"], name="case_of_team"),
            models.Index(fields=["owner", "state"], name="case_of_owner"),
            models.Index(fields=["-closed_at"], name="case_closed"),
        ]

    def __str__(self) -> str:
        return f"Case {self.number}"

    def get_absolute_url(self) -> str:
        return f"/desk/cases/{self.number}/"

    @property
    def is_over(self) -> bool:
        return self.state in (self.State.RESOLVED, self.State.CLOSED)


class Note(models.Model):
    """An internal note: never visible to the customer. `seq` is the number of its event."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="notes")
    seq = models.PositiveIntegerField(default=0)
    author = models.ForeignKey("cases.User", on_delete=models.PROTECT, null=True)
    author_name = models.CharField(max_length=200)
    text = models.TextField()
    at = models.DateTimeField()
    external_id = models.CharField(max_length=100)

    class Meta:
        ordering = ["seq"]
        constraints = [models.UniqueConstraint(fields=["case", "external_id"], name="note_once")]

    def __str__(self) -> str:
        return f"Note {self.seq} of case {self.case_id}"


def next_case_number() -> int:
    """The next number from a sequence: gaps may occur, duplicates not."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence('cases_case', 'id'))")
        row: Any = cursor.fetchone()
    return 40_000 + int(row[0])
