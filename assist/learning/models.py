from datetime import datetime

from django.db import models
from django.db.models import Q

from assist.learning.importing.models import Upload
from assist.registry.models import ModelVersion

__all__ = ["Correction", "DataSet", "PastConversation", "TrainingJob", "Upload"]


class DataSet(models.Model):
    """Conversations to learn from. Written once: a file that changed is another data set."""

    class Source(models.TextChoices):
        FILE = "file", "A file"
        TIMELINE = "timeline", "This desk's own cases"

    number = models.PositiveIntegerField(unique=True)
    name = models.CharField(max_length=120)
    source = models.CharField(max_length=10, choices=Source)
    filename = models.CharField(max_length=200, blank=True)
    sha256 = models.CharField(
        max_length=64
    )  # of the source file, or of the conversations taken from the timeline
    mapping = models.JSONField(default=dict)
    counts = models.JSONField(default=dict)
    removed = models.JSONField(default=dict)
    upload_number = models.PositiveBigIntegerField(
        null=True, editable=False
    )  # of the upload that it was made of
    made_at = models.DateTimeField()
    made_by_id = models.CharField(max_length=64)
    made_by = models.CharField(max_length=200)

    class Meta:
        ordering = ["-number"]

    def __str__(self) -> str:
        return f"{self.name} ({self.number})"


class PastConversation(models.Model):
    """One conversation of a data set, in the plain form of `registry.conversations`."""

    dataset = models.ForeignKey(DataSet, on_delete=models.CASCADE, related_name="conversations")
    position = models.PositiveIntegerField()
    external_id = models.CharField(max_length=200)
    customer = models.CharField(max_length=16)  # told apart from others, not named
    tasks = models.JSONField(default=list)
    turns = models.JSONField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["dataset", "external_id"], name="conversation_once_a_data_set")
        ]

    def __str__(self) -> str:
        return self.external_id


class TrainingJobQuerySet(models.QuerySet["TrainingJob"]):
    def running(self) -> "TrainingJobQuerySet":
        return self.filter(state=TrainingJob.State.RUNNING)

    def silent_since(self, at: datetime) -> "TrainingJobQuerySet":
        """Running by their state, but their process has not been heard of since."""
        return self.running().filter(Q(beat_at__lt=at) | Q(beat_at=None, started_at__lt=at))


class TrainingJob(models.Model):
    """One training, from the button to the candidate. It never touches what is live."""

    class State(models.TextChoices):
        QUEUED = "queued", "Waiting"
        RUNNING = "running", "Running"
        DONE = "done", "Done"
        FAILED = "failed", "Failed"
        CANCELLED = "cancelled", "Cancelled"
        INTERRUPTED = "interrupted", "Interrupted"

    OPEN = (State.QUEUED, State.RUNNING)

    kind = models.SlugField(max_length=40)
    datasets = models.ManyToManyField(DataSet, related_name="trainings", blank=True)
    seed = models.IntegerField(default=0)
    state = models.CharField(max_length=12, choices=State, default=State.QUEUED)
    share = models.FloatField(default=0)  # 0 to 1
    words = models.CharField(max_length=200, blank=True)  # what is being done, or why it ended
    version = models.OneToOneField(
        ModelVersion, null=True, blank=True, on_delete=models.PROTECT, related_name="training"
    )
    asked_at = models.DateTimeField()
    asked_by_id = models.CharField(max_length=64)
    asked_by = models.CharField(max_length=200)
    started_at = models.DateTimeField(null=True, blank=True)
    beat_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = TrainingJobQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        indexes = [models.Index(fields=["state", "beat_at"], name="training_open")]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk} ({self.state})"

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN

    @property
    def title(self) -> str:
        return self.kind.replace("_", " ").capitalize()

    @property
    def percent(self) -> int:
        return round(self.share * 100)

    @property
    def seconds(self) -> int:
        """How long it ran; 0 before it ended."""
        return (
            int((self.ended_at - self.started_at).total_seconds()) if self.started_at and self.ended_at else 0
        )


class Correction(models.Model):
    """What a person says a turn of a customer really was. The newest word of a person counts."""

    turn = models.ForeignKey("cases.Turn", on_delete=models.CASCADE, related_name="corrections")
    kind = models.SlugField(max_length=40)  # intents, sentiment
    said = models.CharField(max_length=64, blank=True)  # by the model that read the turn
    label = models.CharField(max_length=64)
    at = models.DateTimeField()
    by_id = models.CharField(max_length=64)
    by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ["turn_id", "kind"]
        constraints = [models.UniqueConstraint(fields=["turn", "kind"], name="one_correction_a_turn")]

    def __str__(self) -> str:
        return f"{self.turn_id}: {self.label}"
