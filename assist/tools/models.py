from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q

from assist.tools.rules import filled
from cases.events.actors import Actor, ActorKind

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from cases.people.models import User

__all__ = ["Approval", "Tool", "ToolCall"]

GRACE = timedelta(seconds=5)


class Tool(models.Model):
    """An action on a system of record, as its file describes it (see `assist.tools`)."""

    class Risk(models.TextChoices):
        LOW = "low", "Low risk"
        MEDIUM = "medium", "Medium risk"
        HIGH = "high", "High risk"
        CRITICAL = "critical", "Critical"

    name = models.SlugField(max_length=60, unique=True)
    version = models.PositiveIntegerField(default=1)
    title = models.CharField(max_length=100)
    headline = models.CharField(max_length=200)
    receipt = models.CharField(max_length=300, blank=True)
    done = models.CharField(max_length=30, default="Done")
    icon = models.CharField(max_length=40, default="zap")
    source = models.CharField(max_length=60)
    operation = models.CharField(max_length=200)
    outcome = models.JSONField(default=dict)
    risk = models.CharField(max_length=10, choices=Risk)
    callers = models.JSONField(default=list)
    checks = models.JSONField(default=list)
    limits = models.JSONField(default=dict)
    verifies = models.CharField(max_length=60, blank=True)
    approval_minutes = models.PositiveSmallIntegerField(default=10)
    time_limit = models.FloatField(default=5)
    attempts = models.PositiveSmallIntegerField(default=3)
    input_schema = models.JSONField()
    output_schema = models.JSONField(default=dict)
    is_active = models.BooleanField(default=True)

    def __str__(self) -> str:
        return self.title

    @property
    def is_harmless(self) -> bool:
        return self.risk == self.Risk.LOW


class ToolCallQuerySet(models.QuerySet["ToolCall"]):
    def visible_to(self, user: "User | AnonymousUser") -> "ToolCallQuerySet":
        from cases.casefiles.models import Case

        return self.filter(case__in=Case.objects.visible_to(user))

    def unfinished(self) -> "ToolCallQuerySet":
        return self.filter(state__in=ToolCall.UNFINISHED)

    def succeeded(self) -> "ToolCallQuerySet":
        return self.filter(state=ToolCall.State.SUCCEEDED)

    def on_cards(self) -> "ToolCallQuerySet":
        return self.filter(is_silent=False)

    def overdue(self, at: datetime) -> "ToolCallQuerySet":
        """Those that a crash, a busy system or an unknown outcome left for the sweep."""
        return self.filter(state__in=[ToolCall.State.RUNNING, ToolCall.State.CHECKING], due_at__lte=at)


class ToolCall(models.Model):
    """One use of a tool. `key` makes the proposal happen once, `idempotency_key` the effect.

    `due_at` is when the sweep looks after a running or checked call. `started_at` is set before the request
    leaves.
    """

    class State(models.TextChoices):
        PROPOSED = "proposed", "Proposed"
        VALIDATING = "validating", "Fields missing"
        AWAITING_CONFIRMATION = "awaiting_confirmation", "Ready"
        AWAITING_APPROVAL = "awaiting_approval", "Waiting for approval"
        RUNNING = "running", "Running"
        CHECKING = "checking", "Checking"
        SUCCEEDED = "succeeded", "Done"
        FAILED = "failed", "Failed"
        COMPENSATED = "compensated", "Reversed"
        EXPIRED = "expired", "Expired"
        DENIED = "denied", "Declined"

    DRAFTS = (State.PROPOSED, State.VALIDATING, State.AWAITING_CONFIRMATION)
    UNFINISHED = (*DRAFTS, State.AWAITING_APPROVAL, State.RUNNING, State.CHECKING)

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="tool_calls")
    interaction = models.ForeignKey(
        "cases.Interaction", on_delete=models.PROTECT, null=True, blank=True, related_name="tool_calls"
    )
    tool = models.ForeignKey(Tool, on_delete=models.PROTECT, related_name="calls")
    tool_version = models.PositiveIntegerField(default=1)
    key = models.CharField(max_length=150)
    idempotency_key = models.UUIDField(unique=True)
    state = models.CharField(max_length=24, choices=State, default=State.PROPOSED)
    input = models.JSONField(default=dict)
    origins = models.JSONField(default=dict)
    checks = models.JSONField(default=list)
    reason = models.CharField(max_length=300, blank=True)
    is_silent = models.BooleanField(default=False)
    proposed_kind = models.CharField(max_length=16, choices=[(k, k) for k in ActorKind])
    proposed_name = models.CharField(max_length=200)
    confirmed_kind = models.CharField(max_length=16, blank=True)
    confirmed_id = models.CharField(max_length=64, blank=True)
    confirmed_name = models.CharField(max_length=200, blank=True)
    output = models.JSONField(default=dict)
    receipt = models.CharField(max_length=400, blank=True)
    error_code = models.CharField(max_length=60, blank=True)
    error = models.CharField(max_length=400, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    proposed_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    proposed_seq = models.PositiveIntegerField(default=0)
    ended_seq = models.PositiveIntegerField(default=0)

    objects = ToolCallQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["case", "key"], name="tool_call_proposed_once")]
        indexes = [
            models.Index(fields=["case", "state"], name="tool_call_of_case"),
            models.Index(
                fields=["due_at"], name="tool_call_due", condition=Q(state__in=["running", "checking"])
            ),
        ]

    def __str__(self) -> str:
        return f"{self.headline} ({self.state})"

    @property
    def headline(self) -> str:
        return filled(self.tool.headline, self.input)

    @property
    def is_draft(self) -> bool:
        return self.state in self.DRAFTS

    @property
    def is_over(self) -> bool:
        return self.state not in self.UNFINISHED

    @property
    def confirmed_by(self) -> Actor:
        return Actor(ActorKind(self.confirmed_kind), self.confirmed_id, self.confirmed_name)

    def start(self, *, at: datetime) -> None:
        """One attempt begins. Until `due_at` nobody else touches it."""
        self.state, self.started_at, self.attempts = self.State.RUNNING, at, self.attempts + 1
        self.due_at = at + timedelta(seconds=self.tool.time_limit) + GRACE
        self.save(update_fields=["state", "started_at", "attempts", "due_at"])

    def hold(self, *, state: str, due_at: datetime) -> None:
        """Not finished: the sweep comes back at `due_at`."""
        self.state, self.started_at, self.due_at = state, None, due_at
        self.save(update_fields=["state", "started_at", "due_at"])

    def finish(self, *, state: str, at: datetime, **values: Any) -> None:
        """The end, with `output` and `receipt`, or `error` and `error_code`."""
        self.state, self.ended_at, self.due_at = state, at, None
        for name, value in values.items():
            setattr(self, name, value)
        self.save(update_fields=["state", "ended_at", "due_at", *values])


class ApprovalQuerySet(models.QuerySet["Approval"]):
    def open(self) -> "ApprovalQuerySet":
        return self.filter(decision=Approval.Decision.OPEN)

    def visible_to(self, user: "User | AnonymousUser") -> "ApprovalQuerySet":
        return self.filter(call__in=ToolCall.objects.visible_to(user))

    def for_cards(self) -> "ApprovalQuerySet":
        return self.select_related("call__tool", "call__case__customer").order_by("expires_at", "pk")


class Approval(models.Model):
    """A second person's yes or no to one tool call, asked for at one moment of those who were eligible
    then.
    """

    class Decision(models.TextChoices):
        OPEN = "open", "Waiting"
        APPROVED = "approved", "Approved"
        REFUSED = "refused", "Declined"
        EXPIRED = "expired", "Expired"
        WITHDRAWN = "withdrawn", "Withdrawn"

    call = models.ForeignKey(ToolCall, on_delete=models.PROTECT, related_name="approvals")
    amount = models.DecimalField(max_digits=12, decimal_places=2, default=0)
    limit = models.DecimalField(max_digits=12, decimal_places=2, default=0)
    requested_id = models.CharField(max_length=64)
    requested_name = models.CharField(max_length=200)
    requested_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    eligible = models.JSONField(default=list)
    decision = models.CharField(max_length=10, choices=Decision, default=Decision.OPEN)
    decided_id = models.CharField(max_length=64, blank=True)
    decided_name = models.CharField(max_length=200, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=400, blank=True)

    objects = ApprovalQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["call"], condition=Q(decision="open"), name="one_open_approval_per_call"
            ),
            models.CheckConstraint(
                condition=Q(decided_id="") | ~Q(decided_id=models.F("requested_id")),
                name="nobody_approves_their_own",
            ),
        ]
        indexes = [models.Index(fields=["expires_at"], name="approval_open", condition=Q(decision="open"))]

    def __str__(self) -> str:
        return f"Approval {self.pk}: {self.decision}"

    def decide(self, decision: str, *, by: Actor | None, at: datetime, reason: str = "") -> None:
        self.decision, self.decided_at, self.reason = decision, at, reason
        if by is not None:
            self.decided_id, self.decided_name = by.id, by.name
        self.save(update_fields=["decision", "decided_at", "reason", "decided_id", "decided_name"])
