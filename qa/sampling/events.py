from dataclasses import dataclass, field

from cases.events.facts import Fact
from qa.sampling.rules import Reason


@dataclass(frozen=True)
class CasePicked(Fact):
    NAME = "review.picked"
    pick_id: int
    reasons: list[str] = field(default_factory=list)

    def sentence(self) -> str:
        words = ", ".join(Reason(reason).words for reason in self.reasons)
        return f"The case was picked for review: {words}"
