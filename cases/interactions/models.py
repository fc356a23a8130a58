from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from cases.casefiles.models import Case
from cases.events.actors import Actor, ActorKind

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from cases.people.models import User

__all__ = ["Interaction", "Turn"]


class InteractionQuerySet(models.QuerySet["Interaction"]):
    def visible_to(self, user: "User | AnonymousUser") -> "InteractionQuerySet":
        return self.filter(case__in=Case.objects.visible_to(user))

    def live(self) -> "InteractionQuerySet":
        return self.filter(ended_at__isnull=True)

    def waiting(self) -> "InteractionQuerySet":
        """In a queue, the ones ahead first, then the longest waiting."""
        return self.filter(state=Interaction.State.QUEUED).order_by("-is_ahead", "queued_at", "pk")


class Interaction(models.Model):
    class Channel(models.TextChoices):
        CHAT = "chat", "Chat"
        VOICE = "voice", "Voice"
        EMAIL = "email", "Email"
        SMS = "sms", "SMS"
        MESSAGING = "messaging", "Messaging"

    class State(models.TextChoices):
        NEW = "new", "New"
        WITH_AI = "with_ai", "With AI"
        QUEUED = "queued", "Queued"
        OFFERED = "offered", "Offered"
        CONNECTED = "connected", "Connected"
        HELD = "held", "Held"
        CONSULTING = "consulting", "Consulting"
        WRAP_UP = "wrap_up", "Wrap-up"
        CLOSED = "closed", "Closed"
        CALL_BACK = "call_back_scheduled", "Call-back scheduled"
        TRANSFERRING = "transferring", "Transferring"
        RETURNED = "returned_to_ai", "Returned to AI"
        ABANDONED = "abandoned", "Abandoned"
        ERROR = "error", "Error"

    class Owner(models.TextChoices):
        AI_AGENT = "ai_agent", "AI agent"
        QUEUE = "queue", "Queue"
        AGENT = "agent", "Agent"
        NOBODY = "nobody", "Nobody"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="interactions")
    channel = models.CharField(max_length=12, choices=Channel)
    state = models.CharField(max_length=20, choices=State, default=State.NEW)
    owner = models.CharField(max_length=10, choices=Owner, default=Owner.AI_AGENT)
    agent = models.ForeignKey(
        "cases.User", on_delete=models.SET_NULL, null=True, blank=True, related_name="interactions"
    )
    queue = models.ForeignKey(
        "cases.Queue", on_delete=models.PROTECT, null=True, blank=True, related_name="interactions"
    )
    external_id = models.CharField(max_length=100)
    # Whose integration brings the customer's words and takes the answers, whatever team has the case by then.
    brought_by = models.ForeignKey(
        "cases.Team", on_delete=models.SET_NULL, null=True, blank=True, related_name="interactions_brought"
    )
    language = models.CharField(max_length=8, default="en")
    last_position = models.PositiveIntegerField(default=0)
    is_ahead = models.BooleanField(default=False)
    had_person = models.BooleanField(default=False)
    person_asked_at = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField()
    queued_at = models.DateTimeField(null=True, blank=True)
    queue_reason = models.CharField(max_length=300, blank=True)
    connected_at = models.DateTimeField(null=True, blank=True)
    first_reply_at = models.DateTimeField(null=True, blank=True)
    last_customer_turn_at = models.DateTimeField(null=True, blank=True)
    wrap_up_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = InteractionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["channel", "external_id"], name="interaction_once"),
            models.CheckConstraint(
                condition=~Q(owner="agent")
                | Q(agent__isnull=False)
                | Q(state__in=["closed", "abandoned", "error"]),
                name="an_agent_owns_by_name",
            ),
        ]
        indexes = [
            models.Index(
                fields=["queue", "-is_ahead", "queued_at"], name="queue_order", condition=Q(state="queued")
            ),
            models.Index(fields=["agent", "state"], name="interaction_of_agent"),
            models.Index(fields=["ended_at"], name="interaction_live"),
        ]

    def __str__(self) -> str:
        return f"Interaction {self.pk} ({self.channel})"

    @property
    def is_over(self) -> bool:
        return self.ended_at is not None

    def is_owned_by(self, actor: Actor) -> bool:
        """Whether the actor may speak: the AI agent while it owns, the agent whose contact it is."""
        if actor.kind == ActorKind.AI_AGENT:
            return self.owner == self.Owner.AI_AGENT
        return (
            actor.kind == ActorKind.AGENT
            and self.owner == self.Owner.AGENT
            and self.agent_id == actor.user_id
        )


class Turn(models.Model):
    """One utterance. `seq` is the number of its event on the case, `position` counts 1, 2, 3 in the interaction."""

    interaction = models.ForeignKey(Interaction, on_delete=models.PROTECT, related_name="turns")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="turns")
    seq = models.PositiveIntegerField(default=0)
    position = models.PositiveIntegerField()
    speaker = models.CharField(max_length=16, choices=[(k, k) for k in ActorKind])
    speaker_id = models.CharField(max_length=64, blank=True)
    speaker_name = models.CharField(max_length=200)
    text = models.TextField()
    redacted_kinds = models.JSONField(default=list)
    sources = models.JSONField(default=list)
    external_id = models.CharField(max_length=100)
    at = models.DateTimeField()

    class Meta:
        ordering = ["case_id", "seq"]
        constraints = [
            models.UniqueConstraint(fields=["interaction", "external_id"], name="turn_once"),
            models.UniqueConstraint(fields=["interaction", "position"], name="turn_position_once"),
        ]
        indexes = [models.Index(fields=["case", "seq"], name="turn_of_case")]

    def __str__(self) -> str:
        return f"{self.speaker_name}: {self.text[:40]}"

    @property
    def is_customers(self) -> bool:
        return self.speaker == ActorKind.CUSTOMER
