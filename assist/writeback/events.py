from dataclasses import dataclass

from cases.events.facts import Fact

WORDS = {"note": "note", "fields": "fields", "disposition": "disposition", "task": "task"}


@dataclass(frozen=True)
class CrmWriteQueued(Fact):
    NAME = "crm.queued"
    write_id: int
    kind: str
    key: str

    def sentence(self) -> str:
        return f"The {WORDS[self.kind]} waits to be written to the CRM"


@dataclass(frozen=True)
class CrmWritten(Fact):
    NAME = "crm.written"
    write_id: int
    kind: str
    reference: str
    case_reference: str
    attempts: int

    def sentence(self) -> str:
        return f"The CRM has the {WORDS[self.kind]}, reference {self.reference}"


@dataclass(frozen=True)
class CrmFailed(Fact):
    """The write is a dead letter. Attempts that are tried again by themselves are no event."""

    NAME = "crm.failed"
    write_id: int
    kind: str
    error: str
    attempts: int

    def sentence(self) -> str:
        return f"The {WORDS[self.kind]} could not be written to the CRM: {self.error}"


@dataclass(frozen=True)
class CrmWriteResent(Fact):
    NAME = "crm.resent"
    write_id: int
    kind: str
    is_mended: bool

    def sentence(self) -> str:
        done = "mended and sent" if self.is_mended else "sent"
        return f"The {WORDS[self.kind]} for the CRM was {done} again"
