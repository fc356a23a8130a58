"""What was put before an agent as the next steps, always on the timeline."""

from dataclasses import dataclass
from typing import Any, ClassVar

from cases.events.facts import Fact


@dataclass(frozen=True)
class NextStepsRanked(Fact):
    """Up to three steps, the best first, with their reasons; `version` is the model that ordered them, or "plan"."""

    NAME: ClassVar[str] = "next_steps.ranked"
    run_id: int
    steps: list[dict[str, Any]]  # key, tool, reason, chance
    version: str

    def sentence(self) -> str:
        return (
            f"{len(self.steps)} next steps were ranked" if self.steps else "There is no next step to suggest"
        )
