from django.db import models

from cases.events.actors import Actor, ActorKind
from cases.events.facts import Fact, fact_from

__all__ = ["Event"]


class EventQuerySet(models.QuerySet["Event"]):
    def after(self, seq: int) -> "EventQuerySet":
        return self.filter(seq__gt=seq)

    def named(self, *facts: type[Fact]) -> "EventQuerySet":
        """Events of these kinds that still say what happened: one whose content was removed tells nothing."""
        return self.filter(name__in=[fact.NAME for fact in facts], redacted_at=None)

    def undispatched(self) -> "EventQuerySet":
        return self.filter(dispatched_at__isnull=True)


class Event(models.Model):
    """One row of a case's timeline. Rows are only ever added; a database trigger refuses other changes."""

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="events")
    seq = models.PositiveIntegerField()
    name = models.CharField(max_length=64)
    payload = models.JSONField()
    actor_kind = models.CharField(max_length=16, choices=[(k, k) for k in ActorKind])
    actor_id = models.CharField(max_length=64)
    actor_name = models.CharField(max_length=200)
    at = models.DateTimeField()
    salt = models.CharField(max_length=32, blank=True)
    digest = models.CharField(max_length=64)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)
    redacted_at = models.DateTimeField(null=True, blank=True)
    dispatched_at = models.DateTimeField(null=True, blank=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ["case_id", "seq"]
        constraints = [models.UniqueConstraint(fields=["case", "seq"], name="event_seq_once_per_case")]
        indexes = [
            models.Index(fields=["at"], name="event_undispatched", condition=models.Q(dispatched_at=None)),
            models.Index(fields=["name", "at"], name="event_name_at"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}#{self.seq} {self.name}"

    @property
    def fact(self) -> Fact:
        return fact_from(self.name, self.payload)

    @property
    def actor(self) -> Actor:
        return Actor(ActorKind(self.actor_kind), self.actor_id, self.actor_name)

    @property
    def sentence(self) -> str:
        return "The content was removed" if self.redacted_at else self.fact.sentence()
