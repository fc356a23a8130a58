from dataclasses import dataclass, field

from cases.events.facts import Fact


@dataclass(frozen=True)
class ReviewSubmitted(Fact):
    NAME = "review.submitted"
    review_id: int
    score: int | None
    scorecard: str
    answers: dict[str, int] = field(default_factory=dict)
    failed: list[str] = field(default_factory=list)
    findings: list[str] = field(default_factory=list)

    def sentence(self) -> str:
        result = "nothing applied" if self.score is None else f"{self.score} of 100"
        return f"A review was submitted with {self.scorecard}: {result}"
