from django.db import models

__all__ = ["Handoff"]


class Handoff(models.Model):
    """One passing of a contact, once for each event that called for it (`basis_seq`). The bundle is in its event too."""

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="handoffs")
    interaction = models.ForeignKey("cases.Interaction", on_delete=models.PROTECT, related_name="handoffs")
    basis_seq = models.PositiveIntegerField()
    seq = models.PositiveIntegerField(default=0)
    reason = models.CharField(max_length=300)
    to = models.CharField(max_length=100)
    bundle = models.JSONField()
    filled = models.PositiveSmallIntegerField()
    required = models.PositiveSmallIntegerField()
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["case_id", "basis_seq"]
        constraints = [models.UniqueConstraint(fields=["case", "basis_seq"], name="handoff_once")]

    def __str__(self) -> str:
        return f"Handoff of case {self.case_id} to {self.to}"
