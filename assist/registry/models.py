from django.db import models
from django.db.models import Q

__all__ = ["ModelVersion", "ShadowReading", "VersionChange"]


class VersionQuerySet(models.QuerySet["ModelVersion"]):
    def live(self) -> "VersionQuerySet":
        return self.filter(state=ModelVersion.State.LIVE)

    def serving(self) -> "VersionQuerySet":
        """Live, or running in the shadow of the live one."""
        return self.filter(state__in=[ModelVersion.State.LIVE, ModelVersion.State.SHADOW])


class VersionManager(models.Manager["ModelVersion"]):
    """Lists leave the artefact in the database: it may have megabytes."""

    def get_queryset(self) -> VersionQuerySet:
        return VersionQuerySet(self.model, using=self._db).defer("artefact")


class ModelVersion(models.Model):
    """One trained model. Everything but its state is written once."""

    class State(models.TextChoices):
        CANDIDATE = "candidate", "Candidate"
        LIVE = "live", "Live"
        SHADOW = "shadow", "In shadow"
        RETIRED = "retired", "Retired"

    kind = models.SlugField(max_length=40)
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=State, default=State.CANDIDATE)
    artefact = models.BinaryField()
    digest = models.CharField(max_length=64)  # sha256 of the artefact
    size = models.PositiveIntegerField()  # bytes of the artefact
    figures = models.JSONField(default=dict)  # of this version, on the held-out part of `dataset`
    beside = models.JSONField(default=dict)  # the figures of the version then live, on the same rows
    dataset = models.JSONField(
        default=dict
    )  # name, number and sha256 of what it was trained on, and the counts
    code_version = models.CharField(max_length=64)
    seed = models.IntegerField(default=0)
    trained_at = models.DateTimeField()
    trained_by_id = models.CharField(max_length=64)
    trained_by = models.CharField(max_length=200)

    objects = VersionManager.from_queryset(VersionQuerySet)()

    class Meta:
        ordering = ["kind", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "number"], name="version_number_once"),
            models.UniqueConstraint(fields=["kind"], condition=Q(state="live"), name="one_live_version"),
            models.UniqueConstraint(fields=["kind"], condition=Q(state="shadow"), name="one_shadow_version"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"


class VersionChange(models.Model):
    """The history of a version: who did what, when and why. Rows are only added."""

    class Action(models.TextChoices):
        TRAINED = "trained", "Trained"
        PROMOTED = "promoted", "Put live"
        REPLACED = "replaced", "Replaced by another"
        ROLLED_BACK = "rolled_back", "Rolled back"
        SHADOWED = "shadowed", "Put in shadow"
        UNSHADOWED = "unshadowed", "Taken out of shadow"
        RETIRED = "retired", "Retired"

    version = models.ForeignKey(ModelVersion, on_delete=models.PROTECT, related_name="changes")
    action = models.CharField(max_length=12, choices=Action)
    before = models.CharField(max_length=10, blank=True)
    after = models.CharField(max_length=10)
    at = models.DateTimeField()
    by_id = models.CharField(max_length=64)
    by_name = models.CharField(max_length=200)
    reason = models.CharField(max_length=300)

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.version}: {self.action} by {self.by_name}"


class ShadowReading(models.Model):
    """What the live model and the one in its shadow said of the same thing, and later what happened. Never shown to agents."""

    kind = models.SlugField(max_length=40)
    live_number = models.PositiveIntegerField(default=0)  # 0: no version, what the room has by itself
    shadow = models.ForeignKey(ModelVersion, on_delete=models.PROTECT, related_name="readings")
    subject = models.CharField(max_length=80)  # what was read: "turn:812"
    live = models.CharField(max_length=200)
    shadow_said = models.CharField(max_length=200)
    happened = models.CharField(max_length=200, blank=True)
    agrees = models.BooleanField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["shadow", "subject"], name="shadow_reads_once")]
        indexes = [models.Index(fields=["kind", "subject"], name="shadow_subject")]

    def __str__(self) -> str:
        return f"{self.subject}: {self.live} / {self.shadow_said}"
