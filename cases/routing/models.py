from datetime import datetime, timedelta

from django.db import models
from django.db.models import Exists, OuterRef, Q

from cases.interactions.models import Interaction
from cases.routing.rules import ON_CONTACT, SEEN_WITHIN_SECONDS

__all__ = ["Membership", "Offer", "Presence", "Queue"]


class Queue(models.Model):
    class WrapUpMode(models.TextChoices):
        OPTIONAL = "optional", "Optional"
        MANDATORY = "mandatory", "Mandatory"
        TIMED = "timed", "Timed"
        TIMED_STRICT = "timed_strict", "Timed without early exit"

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=100)
    team = models.ForeignKey("cases.Team", on_delete=models.PROTECT, null=True, related_name="queues")
    skill = models.CharField(max_length=64, blank=True)
    intents = models.JSONField(default=list, blank=True)
    is_default = models.BooleanField(default=False)
    is_specialist = models.BooleanField(default=False)
    offer_seconds = models.PositiveSmallIntegerField(default=20)
    answer_within_seconds = models.PositiveIntegerField(default=20)
    service_target = models.PositiveSmallIntegerField(default=80)
    wrap_up_mode = models.CharField(max_length=12, choices=WrapUpMode, default=WrapUpMode.MANDATORY)
    wrap_up_seconds = models.PositiveIntegerField(default=180)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """An agent's place in a queue. Level 1 to 3, 3 the most skilled."""

    user = models.ForeignKey("cases.User", on_delete=models.CASCADE, related_name="memberships")
    queue = models.ForeignKey(Queue, on_delete=models.CASCADE, related_name="memberships")
    level = models.PositiveSmallIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "queue"], name="membership_once")]

    def __str__(self) -> str:
        return f"{self.user_id} in {self.queue_id}"


class PresenceQuerySet(models.QuerySet["Presence"]):
    def reachable(self, at: datetime) -> "PresenceQuerySet":
        """Available, not about to leave, and with a screen that was heard of lately."""
        return self.filter(
            state=Presence.State.AVAILABLE,
            next_state__in=["", Presence.State.AVAILABLE],
            seen_at__gt=at - timedelta(seconds=SEEN_WITHIN_SECONDS),
        )

    def with_contact(self) -> "PresenceQuerySet":
        """Each with `is_on_contact`: whether the person has a contact or its wrap-up now."""
        return self.annotate(is_on_contact=Exists(_contacts_of("user")))

    def due_for_next(self) -> "PresenceQuerySet":
        """Those who chose what to be afterwards and have no contact any more."""
        return self.exclude(next_state="").exclude(Exists(_contacts_of("user")))


def _contacts_of(field: str) -> models.QuerySet[Interaction]:
    return Interaction.objects.live().filter(agent=OuterRef(field), state__in=ON_CONTACT)


class Presence(models.Model):
    """What an agent chose, or the system set. "On contact" and "wrap-up" are derived from the contacts.

    `next_state` was chosen during a contact and is taken when the last one is over; empty when none was.
    """

    class State(models.TextChoices):
        OFFLINE = "offline", "Offline"
        AVAILABLE = "available", "Available"
        BREAK = "break", "Break"
        MEAL = "meal", "Meal"
        MEETING = "meeting", "Meeting"
        TRAINING = "training", "Training"
        COACHING = "coaching", "Coaching"
        AWAY = "away", "Away"
        UNRESPONSIVE = "unresponsive", "Unresponsive"

    user = models.OneToOneField("cases.User", on_delete=models.CASCADE, related_name="presence")
    state = models.CharField(max_length=12, choices=State, default=State.OFFLINE)
    next_state = models.CharField(max_length=12, choices=State, blank=True)
    since = models.DateTimeField()
    seen_at = models.DateTimeField(null=True, blank=True)
    idle_since = models.DateTimeField()
    missed_in_a_row = models.PositiveSmallIntegerField(default=0)

    objects = PresenceQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.user_id} {self.state}"

    def is_seen(self, at: datetime) -> bool:
        return bool(self.seen_at and self.seen_at > at - timedelta(seconds=SEEN_WITHIN_SECONDS))


class OfferQuerySet(models.QuerySet["Offer"]):
    def pending(self) -> "OfferQuerySet":
        return self.filter(result="")


class Offer(models.Model):
    """A contact put to one agent until `expires_at`."""

    class Result(models.TextChoices):
        ACCEPTED = "accepted", "Accepted"
        DECLINED = "declined", "Declined"
        MISSED = "missed", "Missed"
        UNREACHABLE = "unreachable", "Unreachable"
        RESCINDED = "rescinded", "Rescinded"
        CUSTOMER_LEFT = "customer_left", "Customer left"

    interaction = models.ForeignKey("cases.Interaction", on_delete=models.CASCADE, related_name="offers")
    queue = models.ForeignKey(Queue, on_delete=models.PROTECT, related_name="offers")
    agent = models.ForeignKey("cases.User", on_delete=models.CASCADE, related_name="offers")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    result = models.CharField(max_length=14, choices=Result, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = OfferQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["interaction"], condition=Q(result=""), name="one_pending_offer"),
        ]
        indexes = [
            models.Index(fields=["agent"], name="offer_of_agent", condition=Q(result="")),
            models.Index(fields=["expires_at"], name="offer_expiry", condition=Q(result="")),
        ]

    def __str__(self) -> str:
        return f"Offer {self.pk} {self.result or 'pending'}"
