from django.db import models

from assist.taxonomy.rules import Rating, Ratings, Sensitive

__all__ = ["Example", "Intent", "IntentChange"]

_RATINGS = [(r.words, r.words.capitalize()) for r in Rating]


class IntentQuerySet(models.QuerySet["Intent"]):
    def active(self) -> "IntentQuerySet":
        return self.filter(is_active=True)


class Intent(models.Model):
    """An entry of the taxonomy. `key` is what cases, events and figures refer to; it never changes."""

    key = models.SlugField(max_length=64, unique=True)
    name = models.CharField(max_length=120)
    family = models.SlugField(max_length=64)
    family_name = models.CharField(max_length=120)
    description = models.CharField(max_length=300, blank=True)
    complexity = models.CharField(max_length=9, choices=_RATINGS)
    emotional_weight = models.CharField(max_length=9, choices=_RATINGS)
    business_risk = models.CharField(max_length=9, choices=_RATINGS)
    sensitive = models.CharField(
        max_length=10, blank=True, choices=[(s.value, s.value) for s in Sensitive if s]
    )
    journey = models.SlugField(max_length=64, blank=True)
    is_out_of_scope = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)

    objects = IntentQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def ratings(self) -> Ratings:
        return Ratings(
            complexity=Rating.of(self.complexity),
            emotional_weight=Rating.of(self.emotional_weight),
            business_risk=Rating.of(self.business_risk),
            sensitive=Sensitive(self.sensitive),
            is_out_of_scope=self.is_out_of_scope,
        )


class Example(models.Model):
    """One line that a customer might write with this intent; what the classifier learns from."""

    class Source(models.TextChoices):
        WRITTEN = "written", "Written with the taxonomy"
        CORRECTED = "corrected", "Corrected by a person"
        REVIEWED = "reviewed", "Found in a review"

    intent = models.ForeignKey(Intent, on_delete=models.CASCADE, related_name="examples")
    text = models.CharField(max_length=500)
    source = models.CharField(max_length=10, choices=Source, default=Source.WRITTEN)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["intent", "text"], name="example_once")]

    def __str__(self) -> str:
        return self.text


class IntentChange(models.Model):
    """The history of an intent: who changed what, when and why. Rows are only added."""

    intent = models.ForeignKey(Intent, on_delete=models.CASCADE, related_name="changes")
    at = models.DateTimeField()
    by_id = models.CharField(max_length=64)
    by_name = models.CharField(max_length=200)
    reason = models.CharField(max_length=300)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.intent_id} by {self.by_name}: {self.reason}"
