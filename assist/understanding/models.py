from django.db import models

from cases.casefiles.models import Case
from cases.interactions.models import Turn

__all__ = ["Understanding"]


class Understanding(models.Model):
    """What one turn of the customer was understood as, with the versions of what read it. Written once."""

    turn = models.OneToOneField(Turn, on_delete=models.CASCADE, related_name="understanding")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="understandings")
    intent = models.CharField(max_length=64, blank=True)
    intent_name = models.CharField(max_length=120, blank=True)
    confidence = models.FloatField(default=0)
    ranking = models.JSONField(default=list)
    is_out_of_scope = models.BooleanField(default=False)
    scope_scores = models.JSONField(default=dict)
    is_small_talk = models.BooleanField(default=False)
    belief = models.JSONField(default=dict)
    entities = models.JSONField(default=list)
    sentiment = models.FloatField(default=0)
    label = models.CharField(max_length=8)
    frustration = models.FloatField(default=0)
    is_frustrated = models.BooleanField(default=False)
    mood_cue = models.CharField(max_length=200, blank=True)
    urgency = models.CharField(max_length=200, blank=True)
    wants_person = models.CharField(max_length=200, blank=True)
    crisis = models.CharField(max_length=200, blank=True)
    repeated = models.CharField(max_length=200, blank=True)
    pushback = models.CharField(max_length=200, blank=True)
    injection = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=8)
    versions = models.JSONField(default=dict)
    at = models.DateTimeField()

    class Meta:
        ordering = ["turn__seq"]
        indexes = [models.Index(fields=["case", "turn"], name="understanding_of_case")]

    def __str__(self) -> str:
        return f"{self.intent or 'no request'} ({self.confidence:.0%})"
