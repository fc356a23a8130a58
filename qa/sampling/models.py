from django.contrib.postgres.fields import ArrayField
from django.db import models

from qa.sampling.rules import Reason

__all__ = ["Pick"]


class PickQuerySet(models.QuerySet["Pick"]):
    def unreviewed(self) -> "PickQuerySet":
        return self.filter(reviewed_at__isnull=True)


class Pick(models.Model):
    """A closed case that is to be reviewed, once per case. `was_drawn` tells the random ones from the
    flagged ones."""

    case = models.OneToOneField("cases.Case", on_delete=models.PROTECT, related_name="pick")
    reasons = ArrayField(models.CharField(max_length=20))
    had_person = models.BooleanField()
    was_drawn = models.BooleanField()
    picked_at = models.DateTimeField()
    reviewed_at = models.DateTimeField(null=True, blank=True)

    objects = PickQuerySet.as_manager()

    class Meta:
        ordering = ["-picked_at"]
        indexes = [models.Index(fields=["reviewed_at", "-picked_at"], name="pick_waiting")]

    def __str__(self) -> str:
        return f"{self.case}: {self.why}"

    @property
    def why(self) -> str:
        return Reason(self.reasons[0]).words if self.reasons else ""

    @property
    def all_reasons(self) -> str:
        return ", ".join(Reason(reason).words for reason in self.reasons)
