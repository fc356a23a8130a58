from django.db import models

__all__ = ["AiReply"]


class AiReply(models.Model):
    """The claim on one turn of the customer: written with its answer, so that each turn is answered once."""

    interaction = models.ForeignKey("cases.Interaction", on_delete=models.CASCADE, related_name="ai_replies")
    turn = models.OneToOneField("cases.Turn", on_delete=models.CASCADE, related_name="ai_reply")
    kind = models.CharField(max_length=10)
    reply = models.ForeignKey("cases.Turn", on_delete=models.CASCADE, null=True, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.kind} for turn {self.turn_id}"
