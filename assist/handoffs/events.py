from dataclasses import dataclass, field
from typing import Any

from cases.events.facts import Fact


@dataclass(frozen=True)
class HandoffMade(Fact):
    """`bundle` is the whole bundle as `Bundle.as_dict()` gives it; `basis_seq` the event that called for it."""

    NAME = "handoff.made"
    handoff_id: int
    interaction_id: int
    basis_seq: int
    reason: str
    filled: int
    required: int
    bundle: dict[str, Any] = field(default_factory=dict)

    def sentence(self) -> str:
        return f"The handoff bundle was made, {self.filled} of {self.required} items filled: {self.reason}"
