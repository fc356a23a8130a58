from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import F, Sum

from assist.providers.language.rules import Health, Spent
from cases.casefiles.models import Case
from cases.people.models import User

__all__ = ["LanguageCall", "LanguageService"]

HOUR = timedelta(hours=1)


class LanguageCallQuerySet(models.QuerySet["LanguageCall"]):
    def visible_to(self, user: User | AnonymousUser) -> LanguageCallQuerySet:
        return self.filter(case__in=Case.objects.visible_to(user))

    def left(self) -> LanguageCallQuerySet:
        """Those whose words left this desk."""
        return self.exclude(left_at=None)

    def spent(self, at: datetime) -> Spent:
        """Tokens and money of the last hour, with what calls under way have reserved."""
        sums = self.filter(at__gt=at - HOUR).aggregate(
            tokens=Sum(F("tokens_in") + F("tokens_out") + F("reserved_tokens")),
            cost=Sum(F("cost") + F("reserved_cost")),
        )
        return Spent(sums["tokens"] or 0, sums["cost"] or Decimal(0))


class LanguageCall(models.Model):
    """One question to a language model: what left, where it went, what came back, what it took. Only covered words."""

    class State(models.TextChoices):
        RUNNING = "running", "Running"
        ANSWERED = "answered", "Answered"
        UNFIT = "unfit", "Answer not usable"
        REFUSED = "refused", "The model refused"
        LATE = "late", "Too late"
        BUSY = "busy", "The service is busy"
        FAILED = "failed", "The service failed"
        MISCONFIGURED = "misconfigured", "Wrong key, address or model"
        RESTING = "resting", "Not asked: the service is resting"
        OVER_BUDGET = "over_budget", "Not asked: the hour's budget is spent"

    case = models.ForeignKey(
        Case, null=True, blank=True, on_delete=models.PROTECT, related_name="language_calls"
    )
    purpose = models.CharField(max_length=40)
    provider = models.CharField(max_length=200)  # the host that the words went to
    model = models.CharField(max_length=200)
    prompt_hash = models.CharField(max_length=64)
    request = models.JSONField(default=dict)  # {"system", "user"} as they left, covered
    covered = models.JSONField(default=dict)  # how many different words of each kind were covered
    answer = models.TextField(blank=True)  # as it came, with its placeholders
    state = models.CharField(max_length=16, choices=State, default=State.RUNNING)
    error = models.CharField(max_length=300, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    tokens_in = models.PositiveIntegerField(default=0)
    tokens_out = models.PositiveIntegerField(default=0)
    cost = models.DecimalField(max_digits=12, decimal_places=6, default=0)
    reserved_tokens = models.PositiveIntegerField(default=0)  # held in the budget while it runs
    reserved_cost = models.DecimalField(max_digits=12, decimal_places=6, default=0)
    ms = models.PositiveIntegerField(default=0)
    at = models.DateTimeField(db_index=True)
    left_at = models.DateTimeField(null=True, blank=True)  # None: nothing left

    objects = LanguageCallQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"Language call {self.pk} ({self.purpose}, {self.state})"

    @property
    def tokens(self) -> int:
        return self.tokens_in + self.tokens_out


class LanguageService(models.Model):
    """What every process knows of one service: whether it works, and how it likes to be asked."""

    name = models.CharField(max_length=400, unique=True)  # host and model
    failures = models.PositiveIntegerField(default=0)  # in a row
    rests = models.PositiveSmallIntegerField(default=0)
    resting_until = models.DateTimeField(null=True, blank=True)
    probe_at = models.DateTimeField(null=True, blank=True)
    format = models.CharField(max_length=12, default="json_schema")
    last_error = models.CharField(max_length=300, blank=True)
    last_failure_at = models.DateTimeField(null=True, blank=True)
    last_success_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name

    @property
    def health(self) -> Health:
        return Health(self.failures, self.rests, self.resting_until, self.probe_at)

    def take_health(self, health: Health) -> None:
        self.failures, self.rests = health.failures, health.rests
        self.resting_until, self.probe_at = health.resting_until, health.probe_at
