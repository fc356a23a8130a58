from dataclasses import dataclass, field
from typing import Any

from cases.events.facts import Fact

KINDS = {
    "ask": "The AI agent asked: {about}",
    "tell": "The AI agent answered from {about}",
    "handover": "The AI agent handed over: {about}",
    "resolve": "The AI agent closed the case: {about}",
}


@dataclass(frozen=True)
class AiAnswered(Fact):
    """The AI agent's one answer to a turn of the customer.

    `kind` is ask, tell, handover or resolve; `steps` are the steps of the journey that the message covers, `source` the
    address of the article or what a yes was asked for, `order_number` what it was about.
    """

    NAME = "ai.answered"
    interaction_id: int
    turn_id: int
    turn_seq: int
    kind: str
    about: str
    reply_turn_id: int = 0
    reply_seq: int = 0
    steps: list[str] = field(default_factory=list)
    source: str = ""
    order_number: str = ""
    intent: str = ""
    trigger: str = ""
    sources: list[dict[str, Any]] = field(default_factory=list)
    rules_version: str = ""

    def sentence(self) -> str:
        return KINDS.get(self.kind, "The AI agent answered: {about}").format(about=self.about)


@dataclass(frozen=True)
class AiWasOvertaken(Fact):
    """An answer was ready when a newer turn or another owner had come; it was not sent."""

    NAME = "ai.overtaken"
    interaction_id: int
    turn_id: int
    turn_seq: int
    why: str

    def sentence(self) -> str:
        return f"An answer of the AI agent was not sent: {self.why}"
