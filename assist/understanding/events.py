from dataclasses import dataclass, field
from typing import Any

from cases.events.facts import Fact


@dataclass(frozen=True)
class TurnUnderstood(Fact):
    """What one turn of the customer means. `intent` is that of this turn alone; the case's own is on `case.intent_changed`."""

    NAME = "turn.understood"
    interaction_id: int
    turn_id: int
    turn_seq: int
    intent: str
    intent_name: str
    confidence: float
    is_out_of_scope: bool
    is_small_talk: bool
    sentiment: float
    is_frustrated: bool
    language: str
    wants_person: str = ""
    urgency: str = ""
    crisis: str = ""
    repeated: str = ""
    entities: list[dict[str, Any]] = field(default_factory=list)
    versions: dict[str, str] = field(default_factory=dict)

    def sentence(self) -> str:
        if self.is_small_talk:
            said = "a wish for a person" if self.wants_person else "an answer"
            return f"Understood as {said} without a request of its own"
        if self.is_out_of_scope:
            return "Understood as something that no intent covers"
        if not self.intent:
            return "No intent was recognised"
        return f"Understood as “{self.intent_name}” ({self.confidence:.0%} sure)"
