"""Out of the AI agent's hands: its reasons in the escalation room's terms."""

from datetime import datetime

from assist.escalation.actions import escalate
from assist.escalation.rules import Decision, Trigger
from cases.events.actors import AI_AGENT
from cases.interactions.models import Interaction

# The numbers are those of the requirements, 4.1 to 4.10; "" where the plan itself ends with a person.
NUMBERS = {
    "low_confidence": "4.1", "no_source": "4.1", "person_asked": "4.4", "verification_failed": "4.6", "not_satisfied": "4.8",
    "tool_failed": "4.9", "policy": "4.9", "loop": "4.10",
}  # fmt: skip


def hand_over(
    *, interaction: Interaction, reason: str, trigger: str, decision: Decision | None = None, at: datetime
) -> bool:
    """Escalates as the escalation rules decided, or for the AI agent's own reason."""
    if decision is not None:
        return escalate(
            interaction=interaction, triggers=decision.triggers, path=decision.path, by=AI_AGENT, at=at,
            summary=decision.reason,
        )  # fmt: skip
    own = Trigger(trigger, NUMBERS.get(trigger, ""), reason, 2)
    return escalate(interaction=interaction, triggers=[own], by=AI_AGENT, at=at, summary=reason)
