from datetime import datetime
from functools import cached_property

from django.db import models
from django.db.models import Q

from assist.journeys.rules import Step, steps_from
from cases.casefiles.models import Case
from cases.events.actors import Actor

__all__ = ["Journey", "JourneyRun", "StepRun"]


class Journey(models.Model):
    """One version of a plan. Runs keep the version that they began with; only the newest one starts."""

    key = models.SlugField(max_length=60)
    version = models.PositiveIntegerField(default=1)
    title = models.CharField(max_length=100)
    intents = models.JSONField(default=list)
    pattern = models.CharField(max_length=20, default="parallel")
    gather = models.JSONField(default=list)
    plan = models.JSONField()
    is_current = models.BooleanField(default=True)
    loaded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key", "version"], name="journey_version_once"),
            models.UniqueConstraint(fields=["key"], condition=Q(is_current=True), name="one_current_version"),
        ]

    def __str__(self) -> str:
        return f"{self.title} (version {self.version})"

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        return steps_from(self.plan)


class JourneyRun(models.Model):
    """How far one case has come in a plan. It belongs to the case, so it survives a change of channel or
    agent.
    """

    class State(models.TextChoices):
        RUNNING = "running", "Running"
        FINISHED = "finished", "Finished"
        LEFT = "left", "Left"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="journey_runs")
    journey = models.ForeignKey(Journey, on_delete=models.PROTECT, related_name="runs")
    state = models.CharField(max_length=10, choices=State, default=State.RUNNING)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "journey"], name="journey_once_per_case"),
            models.UniqueConstraint(
                fields=["case"], condition=Q(state="running"), name="one_running_journey"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.journey} of case {self.case_id}"

    def states(self) -> dict[str, str]:
        return {step.key: step.state for step in self.steps.all()}

    def end(self, state: str, *, at: datetime) -> None:
        self.state, self.ended_at = state, at
        self.save(update_fields=["state", "ended_at"])

    def resume(self) -> None:
        self.state, self.ended_at = self.State.RUNNING, None
        self.save(update_fields=["state", "ended_at"])


class StepRun(models.Model):
    class State(models.TextChoices):
        WAITING = "waiting", "Waiting"
        NOW = "now", "Now"
        DONE = "done", "Done"
        FAILED = "failed", "Failed"
        SKIPPED = "skipped", "Skipped"

    run = models.ForeignKey(JourneyRun, on_delete=models.CASCADE, related_name="steps")
    key = models.CharField(max_length=60)
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=100)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    by_kind = models.CharField(max_length=16, blank=True)
    by_name = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField(null=True, blank=True)
    receipt = models.CharField(max_length=400, blank=True)
    seq = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["run_id", "position"]
        constraints = [models.UniqueConstraint(fields=["run", "key"], name="step_once_per_run")]

    def __str__(self) -> str:
        return f"{self.title}: {self.state}"

    @property
    def is_settled(self) -> bool:
        return self.state in (self.State.DONE, self.State.SKIPPED)

    def settle(self, state: str, *, by: Actor, at: datetime, receipt: str = "", seq: int = 0) -> None:
        """Done, failed or skipped: by whom, when and on which evidence (`seq` is its event)."""
        self.state, self.at, self.by_kind, self.by_name = state, at, by.kind, by.name
        self.receipt, self.seq = receipt[:400], seq
        self._save_settlement()

    def reopen(self, why: str) -> None:
        """Not done after all; `why` stands where the receipt stood."""
        self.state, self.at, self.by_kind, self.by_name = self.State.WAITING, None, "", ""
        self.receipt, self.seq = why[:400], 0
        self._save_settlement()

    def _save_settlement(self) -> None:
        self.save(update_fields=["state", "at", "by_kind", "by_name", "receipt", "seq"])
