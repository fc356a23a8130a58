from dataclasses import dataclass

from cases.events.facts import Fact


@dataclass(frozen=True)
class JourneyStarted(Fact):
    NAME = "journey.started"
    run_id: int
    key: str
    title: str
    version: int

    def sentence(self) -> str:
        return f"The plan “{self.title}” began"


@dataclass(frozen=True)
class StepDone(Fact):
    """`how` is tool, turn, entity or tick; `evidence_seq` the event that proves it, `words` what the customer
    wrote in it.
    """

    NAME = "step.done"
    run_id: int
    step: str
    title: str
    how: str
    receipt: str = ""
    words: str = ""
    evidence_seq: int = 0

    def sentence(self) -> str:
        return f"Step done: {self.title}" + (f" ({self.receipt})" if self.receipt else "")


@dataclass(frozen=True)
class StepFailed(Fact):
    NAME = "step.failed"
    run_id: int
    step: str
    title: str
    error: str
    consequence: str

    def sentence(self) -> str:
        return f"Step failed: {self.title}: {self.error}"


@dataclass(frozen=True)
class StepSkipped(Fact):
    NAME = "step.skipped"
    run_id: int
    step: str
    title: str
    reason: str

    def sentence(self) -> str:
        return f"Step skipped: {self.title}: {self.reason}"


@dataclass(frozen=True)
class StepReopened(Fact):
    """What proved the step was taken back."""

    NAME = "step.reopened"
    run_id: int
    step: str
    title: str
    reason: str

    def sentence(self) -> str:
        return f"Step open again: {self.title} (reversed: {self.reason})"


@dataclass(frozen=True)
class JourneyFinished(Fact):
    NAME = "journey.finished"
    run_id: int
    title: str

    def sentence(self) -> str:
        return f"The plan “{self.title}” is complete"


@dataclass(frozen=True)
class JourneyLeft(Fact):
    NAME = "journey.left"
    run_id: int
    title: str
    reason: str

    def sentence(self) -> str:
        return f"The plan “{self.title}” was left: {self.reason}"
