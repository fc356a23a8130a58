"""The second person: asking, deciding, running out."""

from datetime import datetime, timedelta
from decimal import Decimal

from django.db import transaction

from assist.tools import rules, running
from assist.tools.events import (
    ToolCallApproved,
    ToolCallAwaitingApproval,
    ToolCallBarred,
    ToolCallDenied,
    ToolCallExpired,
)
from assist.tools.models import Approval, ToolCall
from assist.tools.people import approvers_of
from assist.tools.refusals import ApprovalOver, CheckFailed, OwnApproval, ReasonMissing, ToolBarred
from cases.events.actions import record
from cases.events.actors import SYSTEM, Actor
from cases.refusals import Refusal

Decision = Approval.Decision
State = ToolCall.State
UNTIL_SWEEP = timedelta(seconds=5)


def request_approval(
    call: ToolCall, *, role: str, amount: Decimal, by: Actor, at: datetime
) -> Refusal | None:
    """Asks those who may decide at this moment. Needs the caller's transaction and lock; gives a refusal when
    nobody may.
    """
    people = approvers_of(call, amount=amount, requested_by=by.id)
    if not people:
        return CheckFailed(f"Nobody of the team may approve £{amount}.")
    approval = Approval.objects.create(
        call=call, amount=amount, limit=rules.limit_of(call.tool.limits, role) or 0, requested_id=by.id,
        requested_name=by.name, requested_at=at,
        expires_at=at + timedelta(minutes=call.tool.approval_minutes),
        eligible=[user.pk for user in people],
    )  # fmt: skip
    call.state = State.AWAITING_APPROVAL
    call.save(update_fields=["state"])
    record(call.case, _awaiting(call, approval, role), by=by, at=at)
    return None


def approve_call(*, approval: Approval, by: Actor, at: datetime) -> ToolCall:
    """The second person's yes: the call runs next. The same yes twice changes nothing.

    Raises OwnApproval, ToolBarred or ApprovalOver; who may decide is looked up at this moment, and a no is
    recorded.
    """
    with transaction.atomic():
        locked = _lock(approval)
        if (locked.decision, locked.decided_id) == (Decision.APPROVED, by.id):
            return locked.call
        refusal = _barred(locked, by=by, at=at)
        if refusal is None:
            locked.decide(Decision.APPROVED, by=by, at=at)
            locked.call.hold(state=State.RUNNING, due_at=at + UNTIL_SWEEP)
            fact = ToolCallApproved(locked.call_id, locked.pk, locked.call.headline, by.name)
            record(locked.call.case, fact, by=by, at=at)
    if refusal is not None:
        raise refusal
    return locked.call


def refuse_call(*, approval: Approval, reason: str, by: Actor, at: datetime) -> ToolCall:
    """The second person's no, with a reason for the agent. Raises as `approve_call` does, and
    ReasonMissing.
    """
    if not reason.strip():
        raise ReasonMissing
    with transaction.atomic():
        locked = _lock(approval)
        refusal = _barred(locked, by=by, at=at)
        if refusal is None:
            locked.decide(Decision.REFUSED, by=by, at=at, reason=reason.strip()[:400])
            _deny(locked.call, f"{by.name}: “{locked.reason}”"[:400], by=by, at=at)
    if refusal is not None:
        raise refusal
    return locked.call


def expire_approvals(*, at: datetime) -> int:
    """Ends the approvals that nobody decided in time; returns how many."""
    due = Approval.objects.open().filter(expires_at__lte=at).values_list("pk", flat=True)[:100]
    return sum(_expire(pk, at=at) for pk in list(due))


def close_open(call: ToolCall, *, at: datetime) -> None:
    """Takes the open approval of a locked call back."""
    for approval in call.approvals.open():
        approval.decide(Decision.WITHDRAWN, by=None, at=at)


@transaction.atomic
def _expire(approval_id: int, *, at: datetime) -> bool:
    approval = _lock(Approval.objects.get(pk=approval_id))
    if approval.decision != Decision.OPEN or approval.expires_at > at:
        return False
    approval.decide(Decision.EXPIRED, by=None, at=at)
    words = f"nobody decided within {approval.call.tool.approval_minutes} minutes"
    seq = record(
        approval.call.case, ToolCallExpired(approval.call_id, approval.call.headline, words), by=SYSTEM, at=at
    ).seq
    approval.call.finish(state=State.EXPIRED, at=at, error=words, ended_seq=seq)
    return True


def _deny(call: ToolCall, words: str, *, by: Actor, at: datetime) -> None:
    seq = record(call.case, ToolCallDenied(call.pk, call.tool.name, call.headline, words), by=by, at=at).seq
    call.finish(state=State.DENIED, at=at, error_code="refused", error=words, ended_seq=seq)


def _lock(approval: Approval) -> Approval:
    """The call's lock orders all that happens to it; the approval is read again under it."""
    call = running.lock_call(approval.call_id)
    found = Approval.objects.get(pk=approval.pk)
    found.call = call
    return found


def _barred(approval: Approval, *, by: Actor, at: datetime) -> Refusal | None:
    """Why this person may not decide this now. Whoever lacks the right leaves a trace on the timeline."""
    if approval.decision != Decision.OPEN or approval.expires_at <= at:
        return ApprovalOver()
    refusal: Refusal | None = None
    if by.id == approval.requested_id:
        refusal = OwnApproval()
    elif by.user_id not in {
        user.pk
        for user in approvers_of(approval.call, amount=approval.amount, requested_by=approval.requested_id)
    }:
        refusal = ToolBarred("Deciding on this needs the right to approve and a limit that reaches.")
    if refusal is not None:
        attempt = f"Deciding on “{approval.call.headline}”"
        fact = ToolCallBarred(approval.call_id, approval.call.tool.name, attempt, refusal.message)
        record(approval.call.case, fact, by=by, at=at)
    return refusal


def _awaiting(call: ToolCall, approval: Approval, role: str) -> ToolCallAwaitingApproval:
    return ToolCallAwaitingApproval(
        call_id=call.pk, approval_id=approval.pk, tool=call.tool.name, headline=call.headline,
        amount=str(approval.amount), limit=str(approval.limit), eligible=approval.eligible,
        expires_at=approval.expires_at.isoformat(), input=call.input, checks=call.checks, role=role,
    )  # fmt: skip
