from django.db import models
from django.db.models import Q

__all__ = ["FloorAlert", "Snooze"]


class FloorAlertQuerySet(models.QuerySet["FloorAlert"]):
    def raised(self) -> "FloorAlertQuerySet":
        return self.filter(cleared_at__isnull=True)


class FloorAlert(models.Model):
    """Something on the floor that needs a person. The key says what it is about and is raised once at a
    time."""

    class Kind(models.TextChoices):
        HELP = "help", "Help asked"
        MOOD = "mood", "Mood falling"
        WAIT = "wait", "Long wait"

    key = models.CharField(max_length=60)
    kind = models.CharField(max_length=8, choices=Kind)
    text = models.CharField(max_length=600, blank=True)
    team = models.ForeignKey("cases.Team", on_delete=models.CASCADE, null=True, related_name="+")
    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, null=True, related_name="floor_alerts")
    queue = models.ForeignKey("cases.Queue", on_delete=models.CASCADE, null=True, related_name="+")
    raised_at = models.DateTimeField()
    cleared_at = models.DateTimeField(null=True, blank=True)

    objects = FloorAlertQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key"], condition=Q(cleared_at=None), name="alert_raised_once")
        ]
        indexes = [models.Index(fields=["cleared_at"], name="alert_cleared")]

    def __str__(self) -> str:
        return self.key


class Snooze(models.Model):
    """One supervisor does not want to see an alert until then."""

    user = models.ForeignKey("cases.User", on_delete=models.CASCADE, related_name="snoozes")
    key = models.CharField(max_length=60)
    until = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="snooze_once")]

    def __str__(self) -> str:
        return f"{self.key} until {self.until}"
