"""The acting person's yes: what has to hold for it, and whether a second person is needed."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from assist.tools import approvals, rules, running
from assist.tools.checks import Check, checks_for, failed_checks
from assist.tools.events import ToolCallBarred, ToolCallConfirmed
from assist.tools.facts import facts_of
from assist.tools.models import ToolCall
from assist.tools.people import role_of
from assist.tools.refusals import CallMovedOn, CheckFailed, FieldsMissing, ToolBarred
from cases.events.actions import record
from cases.events.actors import Actor
from cases.refusals import Refusal

State = ToolCall.State
UNTIL_SWEEP = timedelta(seconds=5)


def confirm_call(
    *, call: ToolCall, by: Actor, at: datetime, input: Mapping[str, Any] | None = None
) -> ToolCall:
    """The acting person's yes, with the fields as they are on the form. It runs next, or waits for an
    approval.

    Confirming a second time changes nothing. Raises FieldsMissing, ToolBarred or CheckFailed; a no is
    recorded.
    """
    with transaction.atomic():
        locked = running.lock_call(call.pk)
        if not locked.is_draft:
            return _pressed_again(locked, by)
        _take_input(locked, input)
        refusal = confirm_locked(locked, by=by, at=at, may_wait=True)
        if refusal is not None:
            fact = ToolCallBarred(
                locked.pk, locked.tool.name, f"Running “{locked.headline}”", refusal.message
            )
            record(locked.case, fact, by=by, at=at)
    if refusal is not None:
        raise refusal
    return locked


def _take_input(call: ToolCall, given: Mapping[str, Any] | None) -> None:
    if given is None:
        return
    call.input = rules.cleaned(call.tool.input_schema, given)
    changed = {name for name, origin in call.origins.items() if call.input.get(name) != origin["value"]}
    call.origins = {name: origin for name, origin in call.origins.items() if name not in changed}
    call.save(update_fields=["input", "origins"])


def confirm_locked(call: ToolCall, *, by: Actor, at: datetime, may_wait: bool) -> Refusal | None:
    """Moves the locked call on, or gives the refusal that has to be recorded."""
    role, facts, tool = role_of(by), facts_of(call.case, at=at), call.tool
    if errors := rules.validate_input(tool.input_schema, call.input):
        return FieldsMissing(errors)
    if not rules.may_call(tool.callers, role):
        return ToolBarred(
            f"“{tool.title}” is not open to the role {role.replace('_', ' ') or 'of a system'}."
        )
    checks = checks_for(tool.checks, facts, call.input)
    if failed := failed_checks(checks):
        return CheckFailed(failed[0].text)
    amount = rules.measure_of(tool.limits, call.input, facts)
    is_above = rules.needs_approval(risk=tool.risk, limits=tool.limits, role=role, amount=amount)
    if is_above and not may_wait:
        return CheckFailed("It needs the approval of a person.")
    _keep_confirmation(call, checks, by=by, at=at)
    if is_above:
        return approvals.request_approval(call, role=role, amount=amount, by=by, at=at)
    limit = rules.limit_of(tool.limits, role)
    call.hold(state=State.RUNNING, due_at=at + UNTIL_SWEEP)
    shown = ["" if limit is None else str(limit), str(amount) if tool.limits else ""]
    record(
        call.case,
        ToolCallConfirmed(call.pk, tool.name, call.headline, call.input, call.checks, role, *shown),
        by=by,
        at=at,
    )
    return None


def _keep_confirmation(call: ToolCall, checks: list[Check], *, by: Actor, at: datetime) -> None:
    call.checks = [check.as_json() for check in checks]
    call.confirmed_kind, call.confirmed_id, call.confirmed_name, call.confirmed_at = (
        by.kind,
        by.id,
        by.name,
        at,
    )
    call.save(update_fields=["checks", "confirmed_kind", "confirmed_id", "confirmed_name", "confirmed_at"])


def _pressed_again(call: ToolCall, by: Actor) -> ToolCall:
    if (call.confirmed_kind, call.confirmed_id) != (by.kind, by.id):
        raise CallMovedOn(f"{call.headline}: {call.get_state_display().lower()}.")
    return call
