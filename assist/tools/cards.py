"""The action card as a frozen view record: what `_panel.html` shows of one call, the same for every
viewer.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from assist.tools import rules
from assist.tools.checks import CaseFacts, Check, checks_for
from assist.tools.fields import Field, fields_of, summary_of
from assist.tools.models import Approval, ToolCall

State = ToolCall.State
RISK = {"medium": ("", "shield-check"), "high": ("warn", "shield-alert"), "critical": ("bad", "shield-alert")}
CHIPS = {
    State.AWAITING_APPROVAL: ("acc", "Waiting", "clock"),
    State.RUNNING: ("acc", "Running", "clock"),
    State.CHECKING: ("warn", "Checking", "circle-help"),
    State.FAILED: ("bad", "Failed", "circle-alert"),
    State.DENIED: ("bad", "Declined", "x"),
    State.EXPIRED: ("warn", "Ran out", "clock"),
    State.COMPENSATED: ("warn", "Reversed", "undo-2"),
}


@dataclass(frozen=True)
class Chip:
    tone: str
    text: str
    icon: str


@dataclass(frozen=True)
class Card:
    id: int
    state: str
    headline: str
    icon: str
    chip: Chip
    reason: str = ""
    fields: tuple[Field, ...] = ()
    checks: tuple[Check, ...] = ()
    submit: str = ""
    needs_approval: bool = False
    summary: str = ""
    asked: str = ""
    asked_at: datetime | None = None
    expires_at: datetime | None = None
    approved: str = ""
    approved_at: datetime | None = None
    error: str = ""
    since: datetime | None = None
    tell: str = ""
    may_be_reversed: bool = False  # by who directs the floor


def card_of(call: ToolCall, *, facts: CaseFacts, role: str, errors: Mapping[str, str] | None = None) -> Card:
    """The card of one call. `role` is that of who works on the case; `errors` are those of a form that was
    just sent.
    """
    if call.is_draft:
        return _draft(call, facts, role, errors or {})
    approval = _latest(call.approvals.all())
    return Card(
        id=call.pk,
        state=call.state,
        headline=call.headline,
        icon=call.tool.icon,
        chip=_chip(call),
        summary=call.receipt or summary_of(call),
        error=call.error,
        since=call.started_at or call.confirmed_at,
        tell=f"{call.headline}: {call.receipt}." if call.state == State.SUCCEEDED else "",
        may_be_reversed=call.state == State.SUCCEEDED and not call.tool.is_harmless,
        **_approval(approval),
    )


def _draft(call: ToolCall, facts: CaseFacts, role: str, errors: Mapping[str, str]) -> Card:
    tool = call.tool
    amount = rules.measure_of(tool.limits, call.input, facts)
    is_above = rules.needs_approval(risk=tool.risk, limits=tool.limits, role=role, amount=amount)
    checks = [*checks_for(tool.checks, facts, call.input), *_limit_check(call, role, is_above)]
    tone, icon = RISK.get(tool.risk, ("", "shield-check"))
    chip = (
        Chip("warn", "Needs approval", "shield-alert")
        if is_above
        else Chip(tone, tool.get_risk_display(), icon)
    )
    return Card(
        id=call.pk,
        state=call.state,
        headline=call.headline,
        icon=tool.icon,
        chip=chip,
        reason=call.reason,
        fields=fields_of(call, errors),
        checks=tuple(checks),
        submit="Send for approval" if is_above else tool.title,
        needs_approval=is_above,
        error=errors.get("", ""),
    )


def _limit_check(call: ToolCall, role: str, is_above: bool) -> list[Check]:
    limit = rules.limit_of(call.tool.limits, role)
    if limit is None:
        return []
    who = "an agent" if role == "agent" else f"a {role.replace('_', ' ')}"
    if is_above:
        return [Check("limit", f"Above the £{limit:.0f} limit of {who}: a supervisor must approve", False)]
    return [Check("limit", f"Within the £{limit:.0f} limit of {who}", True)]


def _chip(call: ToolCall) -> Chip:
    if call.state == State.SUCCEEDED:
        return Chip("ok", call.tool.done, "circle-check")
    return Chip(*CHIPS[State(call.state)])


def _approval(approval: Approval | None) -> dict[str, Any]:
    if approval is None:
        return {}
    shown: dict[str, Any] = {"asked_at": approval.requested_at, "expires_at": approval.expires_at}
    shown["asked"] = f"{len(approval.eligible)} supervisor{'s' if len(approval.eligible) > 1 else ''}"
    if approval.decision == Approval.Decision.APPROVED:
        shown |= {"approved": approval.decided_name, "approved_at": approval.decided_at}
    return shown


def _latest(approvals: Sequence[Approval] | Any) -> Approval | None:
    found = sorted(approvals, key=lambda approval: approval.pk)
    return found[-1] if found else None
