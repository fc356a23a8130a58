from django.db import models

from qa.scorecards.rules import Item

__all__ = ["Criterion", "Scorecard"]


class ScorecardQuerySet(models.QuerySet["Scorecard"]):
    def newest(self) -> "ScorecardQuerySet":
        """The newest version of each scorecard."""
        return self.order_by("slug", "-version").distinct("slug")


class Scorecard(models.Model):
    """One version of a scorecard. Never changed after it was loaded."""

    slug = models.SlugField(max_length=60)
    name = models.CharField(max_length=120)
    version = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    created_by = models.CharField(max_length=200)
    created_at = models.DateTimeField()

    objects = ScorecardQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["slug", "version"], name="scorecard_version_once")]

    def __str__(self) -> str:
        return f"{self.name} v{self.version}"


class Criterion(models.Model):
    class Scale(models.TextChoices):
        POINTS = "points", "0 to 3"
        PASS_FAIL = "pass_fail", "Pass or fail"

    scorecard = models.ForeignKey(Scorecard, on_delete=models.CASCADE, related_name="criteria")
    position = models.PositiveSmallIntegerField()
    key = models.SlugField(max_length=60)
    title = models.CharField(max_length=120)
    question = models.CharField(max_length=300)
    weight = models.PositiveSmallIntegerField(default=0)
    scale = models.CharField(max_length=10, choices=Scale, default=Scale.POINTS)
    is_auto_fail = models.BooleanField(default=False)
    anchors = models.JSONField(default=dict)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["scorecard", "key"], name="criterion_once_per_scorecard")
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def item(self) -> Item:
        return Item(self.key, self.weight, 3 if self.scale == self.Scale.POINTS else 1, self.is_auto_fail)

    @property
    def choices(self) -> list[tuple[str, str, str]]:
        """(value, label, anchor) of every answer, the one for "does not apply" last."""
        values = [(3, "3"), (2, "2"), (1, "1"), (0, "0")][::-1]
        if self.scale == self.Scale.PASS_FAIL:
            values = [(1, "Pass"), (0, "Fail")]
        rated = [(str(value), label, self.anchors.get(str(value), "")) for value, label in values]
        return [*rated, ("na", "N/A", "Does not apply here")]
