from django.db import models

from assist.escalation.rules import Override

__all__ = ["EscalationRule"]


class EscalationRule(models.Model):
    """A threshold that differs from the default, for an intent, a channel or both; empty means any."""

    class TriggerKey(models.TextChoices):
        LOW_CONFIDENCE = "low_confidence", "4.1 Low confidence (below, 0 to 1)"
        FRUSTRATION = "frustration", "4.2 Frustration"
        SENTIMENT = "sentiment", "4.2 Sentiment after an answer (below, -1 to 1)"
        URGENCY = "urgency", "4.3 Urgency"
        SENSITIVE = "sensitive", "4.5 Sensitive category"
        VERIFICATION = "verification_failed", "4.6 Verification failed (times)"
        VALUE = "value", "4.7 Value (from this amount)"
        NOT_SATISFIED = "not_satisfied", "4.8 Not satisfied (times)"
        TOOL_FAILED = "tool_failed", "4.9 A tool failed (times)"
        POLICY = "policy", "4.9 A policy check said no"
        LOOP = "loop", "4.10 In circles (times)"

    trigger = models.CharField(max_length=20, choices=TriggerKey)
    intent = models.CharField(max_length=64, blank=True)
    channel = models.CharField(max_length=12, blank=True)
    is_on = models.BooleanField(default=True)
    threshold = models.FloatField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["trigger", "intent", "channel"], name="escalation_rule_once"),
        ]

    def __str__(self) -> str:
        return f"{self.trigger} for {self.intent or 'any intent'} on {self.channel or 'any channel'}"

    @property
    def override(self) -> Override:
        return Override(self.trigger, self.intent, self.channel, self.is_on, self.threshold)
