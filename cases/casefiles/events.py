from dataclasses import dataclass, field

from cases.events.facts import Fact


@dataclass(frozen=True)
class CaseOpened(Fact):
    NAME = "case.opened"
    customer_id: int
    number: int

    def sentence(self) -> str:
        return f"Case {self.number} was opened"


@dataclass(frozen=True)
class IntentChanged(Fact):
    NAME = "case.intent_changed"
    intent: str
    title: str
    confidence: float
    previous: str = ""
    turn_seq: int = 0

    def sentence(self) -> str:
        return (
            f"The case is now understood as “{self.title}”"
            if self.intent
            else "The intent is no longer clear"
        )


@dataclass(frozen=True)
class LayerAssigned(Fact):
    NAME = "case.layer_assigned"
    layer: int
    previous: int
    reasons: list[str] = field(default_factory=list)

    def sentence(self) -> str:
        return f"The case belongs to layer {self.layer}: {'; '.join(self.reasons) or 'by its ratings'}"


@dataclass(frozen=True)
class CustomerVerified(Fact):
    NAME = "customer.verified"
    how: str
    evidence_seq: int = 0

    def sentence(self) -> str:
        return f"The customer's identity was verified: {self.how}"


@dataclass(frozen=True)
class VerificationFailed(Fact):
    NAME = "customer.verification_failed"
    how: str
    evidence_seq: int = 0

    def sentence(self) -> str:
        return f"The customer's identity could not be verified: {self.how}"


@dataclass(frozen=True)
class NoteAdded(Fact):
    NAME = "note.added"
    note_id: int

    def sentence(self) -> str:
        return "An internal note was added"


@dataclass(frozen=True)
class CaseResolved(Fact):
    NAME = "case.resolved"
    outcome: str
    evidence_seqs: list[int] = field(default_factory=list)

    def sentence(self) -> str:
        return f"The case was resolved: {self.outcome}" if self.outcome else "The case was resolved"


@dataclass(frozen=True)
class CaseReopened(Fact):
    NAME = "case.reopened"
    reason: str

    def sentence(self) -> str:
        return f"The case was opened again: {self.reason}"


@dataclass(frozen=True)
class CaseClosed(Fact):
    NAME = "case.closed"
    disposition: str
    reason: str = ""

    def sentence(self) -> str:
        return f"The case was closed as {self.disposition.replace('_', ' ')}"


@dataclass(frozen=True)
class HelpAsked(Fact):
    NAME = "help.asked"
    text: str

    def sentence(self) -> str:
        return f"Help was asked for: {self.text}" if self.text else "Help was asked for"
