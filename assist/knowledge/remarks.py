"""The tables of what agents find: articles that are wrong, and questions that none answers."""

from django.db import models
from pgvector.django import VectorField

__all__ = ["ArticleFlag", "Gap", "GapTopic"]

DIMENSIONS = 384


class ArticleFlag(models.Model):
    """An agent's remark that an article is wrong or out of date."""

    class Fault(models.TextChoices):
        WRONG = "wrong", "Wrong"
        OUT_OF_DATE = "out of date", "Out of date"
        UNCLEAR = "unclear", "Hard to understand"

    article = models.ForeignKey("assist.Article", on_delete=models.CASCADE, related_name="flags")
    anchor = models.CharField(max_length=300, blank=True)
    fault = models.CharField(max_length=16, choices=Fault.choices)
    note = models.TextField(blank=True)
    case = models.ForeignKey("cases.Case", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    flagged_by = models.CharField(max_length=200)
    flagged_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-flagged_at"]

    def __str__(self) -> str:
        return f"{self.fault}: {self.article_id}"


class GapTopic(models.Model):
    """Like questions that no article answers, together. The first of them stands for all."""

    class State(models.TextChoices):
        OPEN = "open", "Open"
        WRITTEN = "written", "Answered by an article"
        NO_GAP = "not a gap", "Not a gap"

    question = models.TextField()
    language = models.CharField(max_length=8, default="en")
    embedding = VectorField(dimensions=DIMENSIONS)
    state = models.CharField(max_length=16, choices=State.choices, default=State.OPEN)
    article = models.ForeignKey(
        "assist.Article", null=True, blank=True, on_delete=models.SET_NULL, related_name="gap_topics"
    )
    reason = models.CharField(max_length=300, blank=True)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-last_at"]
        indexes = [models.Index(fields=["state", "language"], name="gap_topic_state")]

    def __str__(self) -> str:
        return self.question[:60]


class Gap(models.Model):
    """A question that no article answers, with the case it came from: noticed by the search or reported by an agent."""

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="gaps")
    topic = models.ForeignKey(GapTopic, null=True, on_delete=models.SET_NULL, related_name="gaps")
    question = models.TextField()
    intent = models.CharField(max_length=80, blank=True)
    language = models.CharField(max_length=8, default="en")
    is_reported = models.BooleanField(default=False)  # by a person, not only noticed
    reported_by = models.CharField(max_length=200)
    reported_at = models.DateTimeField()

    class Meta:
        ordering = ["-reported_at"]
        constraints = [models.UniqueConstraint(fields=["case", "question"], name="gap_once_per_case")]

    def __str__(self) -> str:
        return self.question[:60]
