from dataclasses import dataclass, field
from typing import Any

from cases.events.facts import Fact


@dataclass(frozen=True)
class CaseEscalated(Fact):
    """The AI agent gave the contact up. `triggers` are {key, number, words, severity}, the gravest first."""

    NAME = "case.escalated"
    interaction_id: int
    path: str
    reason: str
    triggers: list[dict[str, Any]] = field(default_factory=list)
    intent: str = ""
    channel: str = ""
    layer: int = 2
    queue_id: int = 0
    queue_name: str = ""
    rules_version: str = ""

    def sentence(self) -> str:
        return f"Escalated to {self.queue_name}: {self.reason}"
