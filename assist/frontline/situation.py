"""What the policy looks at and what it may decide, as plain values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from assist.frontline.reading import NewAddress
from assist.journeys.rules import Step


@dataclass(frozen=True)
class Receipt:
    """What a tool confirmed. `seq` is the event of the confirmation."""

    tool: str
    seq: int
    input: Mapping[str, Any]
    output: Mapping[str, Any]


@dataclass(frozen=True)
class Passage:
    """What a published article says, with its source."""

    title: str
    text: str
    url: str
    is_good: bool
    evidence: str = ""


@dataclass(frozen=True)
class Said:
    """An earlier answer of the AI agent: what kind it was, for which steps, from which source, about which order."""

    kind: str
    steps: tuple[str, ...]
    seq: int
    source: str = ""
    order_number: str = ""
    intent: str = ""


@dataclass(frozen=True)
class Situation:
    """All that the policy looks at. `known` are the customer's own particulars, `receipts` what tools confirmed."""

    intent: str
    words: str
    seq: int
    language: str = "en"  # of the customer's latest words
    layer: int = 1
    pattern: str = "ai_first"
    plan: tuple[Step, ...] = ()
    known: Mapping[str, str] = field(default_factory=dict)
    new_address: NewAddress | None = None
    heard: str = ""
    receipts: tuple[Receipt, ...] = ()
    said: tuple[Said, ...] = ()
    article: Passage | None = None

    def receipt(self, tool: str) -> Receipt | None:
        """The latest confirmation of the tool."""
        return next((receipt for receipt in reversed(self.receipts) if receipt.tool == tool), None)

    def times_asked(self, step: str) -> int:
        return sum(said.kind == "ask" and step in said.steps for said in self.said)

    def has_told(self, step: str) -> bool:
        """Whether the step was spoken of, for the order that is talked about now."""
        order = self.known.get("order_number", "")
        return any(step in said.steps and said.order_number in ("", order) for said in self.said)

    @property
    def last_said(self) -> Said | None:
        return self.said[-1] if self.said else None


@dataclass(frozen=True)
class Ask:
    step: str
    text: str
    lead: str = ""


@dataclass(frozen=True)
class Call:
    tool: str
    input: Mapping[str, Any]


@dataclass(frozen=True)
class Tell:
    """Say what a receipt (`receipt`) or an article (`article`) confirms."""

    step: str
    receipt: Receipt | None = None
    article: Passage | None = None
    question: str = ""


@dataclass(frozen=True)
class Mention:
    """Say something on the way; the next move follows in the same message."""

    step: str
    text: str


@dataclass(frozen=True)
class HandOver:
    reason: str
    trigger: str


@dataclass(frozen=True)
class Resolve:
    outcome: str
    evidence: tuple[int, ...]


Move = Ask | Call | Tell | Mention | HandOver | Resolve
