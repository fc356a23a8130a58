from dataclasses import dataclass, field
from typing import Any

from cases.events.facts import Fact


@dataclass(frozen=True)
class ToolCallProposed(Fact):
    NAME = "tool_call.proposed"
    call_id: int
    tool: str
    headline: str
    risk: str
    input: dict[str, Any] = field(default_factory=dict)
    origins: dict[str, Any] = field(default_factory=dict)
    reason: str = ""
    tool_version: int = 1

    def sentence(self) -> str:
        return f"{self.headline} was proposed"


@dataclass(frozen=True)
class ToolCallConfirmed(Fact):
    """The acting person said yes; the checks, the role's limit and the amount are those of that moment."""

    NAME = "tool_call.confirmed"
    call_id: int
    tool: str
    headline: str
    input: dict[str, Any] = field(default_factory=dict)
    checks: list[dict[str, Any]] = field(default_factory=list)
    role: str = ""
    limit: str = ""
    amount: str = ""

    def sentence(self) -> str:
        return f"{self.headline} was confirmed"


@dataclass(frozen=True)
class ToolCallAwaitingApproval(Fact):
    NAME = "tool_call.awaiting_approval"
    call_id: int
    approval_id: int
    tool: str
    headline: str
    amount: str
    limit: str
    eligible: list[int] = field(default_factory=list)
    expires_at: str = ""
    input: dict[str, Any] = field(default_factory=dict)
    checks: list[dict[str, Any]] = field(default_factory=list)
    role: str = ""

    def sentence(self) -> str:
        reason = f"£{self.amount} is above the limit of £{self.limit}"
        return f"{self.headline} waits for a supervisor's approval: {reason}"


@dataclass(frozen=True)
class ToolCallApproved(Fact):
    NAME = "tool_call.approved"
    call_id: int
    approval_id: int
    headline: str
    approver: str

    def sentence(self) -> str:
        return f"{self.headline} was approved by {self.approver}"


@dataclass(frozen=True)
class ToolCallDenied(Fact):
    """Declined by a second person, or by a rule before anybody was asked."""

    NAME = "tool_call.denied"
    call_id: int
    tool: str
    headline: str
    reason: str
    by_rule: bool = False

    def sentence(self) -> str:
        return f"{self.headline} was declined: {self.reason}"


@dataclass(frozen=True)
class ToolCallBarred(Fact):
    """Somebody tried what they may not do. The call itself did not change."""

    NAME = "tool_call.barred"
    call_id: int
    tool: str
    attempt: str
    reason: str

    def sentence(self) -> str:
        return f"{self.attempt} was not allowed: {self.reason}"


@dataclass(frozen=True)
class ToolCallWithdrawn(Fact):
    NAME = "tool_call.withdrawn"
    call_id: int
    headline: str

    def sentence(self) -> str:
        return f"{self.headline} was withdrawn"


@dataclass(frozen=True)
class ToolCallRunning(Fact):
    NAME = "tool_call.running"
    call_id: int
    tool: str
    headline: str
    attempt: int
    idempotency_key: str

    def sentence(self) -> str:
        return f"{self.headline} was sent" + (f", attempt {self.attempt}" if self.attempt > 1 else "")


@dataclass(frozen=True)
class ToolCallSucceeded(Fact):
    NAME = "tool_call.succeeded"
    call_id: int
    tool: str
    headline: str
    receipt: str
    reference: str = ""
    output: dict[str, Any] = field(default_factory=dict)
    silent: bool = False

    def sentence(self) -> str:
        return f"{self.headline}: {self.receipt}" if self.receipt else f"{self.headline} is done"


@dataclass(frozen=True)
class ToolCallFailed(Fact):
    NAME = "tool_call.failed"
    call_id: int
    tool: str
    headline: str
    code: str
    error: str

    def sentence(self) -> str:
        return f"{self.headline} failed: {self.error}"


@dataclass(frozen=True)
class ToolCallChecking(Fact):
    NAME = "tool_call.checking"
    call_id: int
    tool: str
    headline: str
    error: str

    def sentence(self) -> str:
        return f"{self.headline}: no answer came, we are checking whether it was done"


@dataclass(frozen=True)
class ToolCallCompensated(Fact):
    """What was done was taken back in the system of record, as a person found and wrote down."""

    NAME = "tool_call.compensated"
    call_id: int
    tool: str
    headline: str
    reason: str

    def sentence(self) -> str:
        return f"{self.headline} was reversed: {self.reason}"


@dataclass(frozen=True)
class ToolCallExpired(Fact):
    NAME = "tool_call.expired"
    call_id: int
    headline: str
    reason: str

    def sentence(self) -> str:
        return f"{self.headline} ran out: {self.reason}"
