from django.conf import settings
from django.db import models

from cases.casefiles.models import Case

__all__ = ["Draft"]


class Draft(models.Model):
    """What a person was writing on a case. `version` rises with every save; an old one never replaces it."""

    class Mode(models.TextChoices):
        REPLY = "reply", "Reply"
        NOTE = "note", "Note"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="drafts")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="drafts")
    mode = models.CharField(max_length=5, choices=Mode)
    text = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "user", "mode"], name="draft_once")]

    def __str__(self) -> str:
        return f"{self.mode} of {self.user_id} on {self.case_id}"
