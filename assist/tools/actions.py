"""Proposing, confirming and taking back tool calls. Approvals are in `approvals`, the running in
`running`.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.db import transaction

from assist.tools import approvals, rules, running
from assist.tools.checks import CaseFacts, Known
from assist.tools.confirming import confirm_locked
from assist.tools.events import (
    ToolCallDenied,
    ToolCallExpired,
    ToolCallProposed,
    ToolCallWithdrawn,
)
from assist.tools.facts import facts_of
from assist.tools.files import read_tools
from assist.tools.models import Tool, ToolCall
from assist.tools.refusals import CallMovedOn
from cases.casefiles.actions import lock_case
from cases.casefiles.models import Case
from cases.events.actions import record
from cases.events.actors import AI_AGENT, Actor
from cases.interactions.models import Interaction

State = ToolCall.State


@transaction.atomic
def load_tools(path: Path, *, by: Actor, at: datetime) -> int:
    """Brings the tools of a file up to date; one that changed gets the next version. Returns how many
    changed.
    """
    changed = 0
    for name, columns in read_tools(path).items():
        tool = Tool.objects.filter(name=name).first() or Tool(name=name, version=0)
        if any(getattr(tool, column) != value for column, value in columns.items()):
            for column, value in columns.items():
                setattr(tool, column, value)
            tool.version += 1
            tool.save()
            changed += 1
    return changed


@transaction.atomic
def propose_call(
    *,
    case: Case,
    interaction: Interaction | None,
    tool: str,
    by: Actor,
    at: datetime,
    key: str,
    input: Mapping[str, Any] | None = None,
    fill: Mapping[str, Any] | None = None,
    reason: str = "",
    is_silent: bool = False,
) -> ToolCall:
    """A call that waits for its confirmation, once per `key` of the case.

    Fields that are not in `input` are filled from what the case knows and from `fill` (values of a plan);
    each keeps its origin. A silent call (the AI agent's own) takes the input as it is and shows no card.
    """
    locked = lock_case(case.pk)
    if known := ToolCall.objects.select_related("tool").filter(case=case, key=key).first():
        return known
    kind = Tool.objects.get(name=tool, is_active=True)
    values, origins = _first_values(
        kind, locked, at=at, given=dict(input or {}), fill=fill or {}, exact=is_silent
    )
    call = ToolCall.objects.create(
        case=locked, interaction=interaction, tool=kind, tool_version=kind.version, key=key,
        reason=reason[:300],
        idempotency_key=uuid5(NAMESPACE_URL, f"agentdesk/{case.pk}/{key}"), input=values, origins=origins,
        proposed_kind=by.kind, proposed_name=by.name, proposed_at=at, is_silent=is_silent,
        state=_draft_state(kind, values),
    )  # fmt: skip
    fact = ToolCallProposed(
        call.pk, kind.name, call.headline, kind.risk, values, origins, reason, kind.version
    )
    call.proposed_seq = record(locked, fact, by=by, at=at).seq
    call.save(update_fields=["proposed_seq"])
    return call


@transaction.atomic
def withdraw_call(*, call: ToolCall, by: Actor, at: datetime) -> ToolCall:
    """Takes back what has not begun: an approval that is asked for (the form comes back) or a proposal (it is
    put aside).
    """
    locked = running.lock_call(call.pk)
    if locked.state == State.AWAITING_APPROVAL:
        approvals.close_open(locked, at=at)
        locked.hold(state=State.AWAITING_CONFIRMATION, due_at=at)
        record(locked.case, ToolCallWithdrawn(locked.pk, locked.headline), by=by, at=at)
    elif locked.is_draft:
        put_aside(locked, reason="put aside", by=by, at=at)
    else:
        raise CallMovedOn
    return locked


def put_aside(call: ToolCall, *, reason: str, by: Actor, at: datetime) -> None:
    """Ends a proposal that nobody confirmed. Needs the caller's transaction and lock."""
    fact = ToolCallExpired(call.pk, call.headline, reason)
    call.finish(state=State.EXPIRED, at=at, error=reason, ended_seq=record(call.case, fact, by=by, at=at).seq)


def propose_again(*, call: ToolCall, by: Actor, at: datetime) -> ToolCall:
    """A new proposal with the fields of one that was declined, failed or ran out. Once per ended call."""
    if not call.is_over or call.state == State.SUCCEEDED:
        raise CallMovedOn
    return propose_call(
        case=call.case, interaction=call.interaction, tool=call.tool.name, input=call.input, by=by, at=at,
        key=f"again-{call.pk}", reason=call.reason,
    )  # fmt: skip


def call_tool(
    *,
    case: Case,
    interaction: Interaction | None,
    tool: str,
    input: Mapping[str, Any],
    at: datetime,
    by: Actor = AI_AGENT,
    key: str = "",
) -> ToolCall:
    """A machine's own call through the same door, run at once in this process. Must not be called in a
    transaction.

    The state of the result says what became of it: succeeded (`output`, `receipt`), failed or denied
    (`error`), running or checking when the system of record is busy or silent; the sweep goes on with those.
    With the same `key` it happens once; without one, the same input has the same effect once per case (a read
    is repeated after each new turn).
    """
    call = propose_call(
        case=case, interaction=interaction, tool=tool, input=input, by=by, at=at, is_silent=True,
        key=key or _natural_key(case, tool, input),
    )  # fmt: skip
    if call.is_draft:
        call = _confirm_or_deny(call, by=by, at=at)
    return running.run_call(call=call, at=at) if call.state == State.RUNNING else call


def _first_values(
    tool: Tool, case: Case, *, at: datetime, given: dict[str, Any], fill: Mapping[str, Any], exact: bool
) -> tuple[dict[str, Any], dict[str, Any]]:
    if exact:
        return given, {}
    facts = facts_of(case, at=at)
    plan = {f"plan.{name}": Known(value, "From the plan") for name, value in fill.items()}
    facts = CaseFacts(facts.is_verified, facts.has_evidence, facts.today, {**facts.known, **plan})
    values, origins = rules.prefill(tool.input_schema, facts)
    kept = {
        name: origin
        for name, origin in origins.items()
        if given.get(name, origin["value"]) == origin["value"]
    }
    return {**values, **given}, kept


def _draft_state(tool: Tool, values: Mapping[str, Any]) -> str:
    return (
        State.VALIDATING if rules.validate_input(tool.input_schema, values) else State.AWAITING_CONFIRMATION
    )


@transaction.atomic
def _confirm_or_deny(call: ToolCall, *, by: Actor, at: datetime) -> ToolCall:
    """For machines: a no ends the call as denied, and a machine never waits for an approval."""
    locked = running.lock_call(call.pk)
    if not locked.is_draft:
        return locked
    refusal = confirm_locked(locked, by=by, at=at, may_wait=False)
    if refusal is not None:
        fact = ToolCallDenied(locked.pk, locked.tool.name, locked.headline, refusal.message, by_rule=True)
        seq = record(locked.case, fact, by=by, at=at).seq
        locked.finish(
            state=State.DENIED, at=at, error_code=refusal.code, error=refusal.message, ended_seq=seq
        )
    return locked


def _natural_key(case: Case, tool: str, values: Mapping[str, Any]) -> str:
    harmless = Tool.objects.filter(name=tool, risk=Tool.Risk.LOW, outcome={}).exists()
    since = case.turns.order_by("-seq").values_list("seq", flat=True).first() if harmless else 0
    return str(uuid5(NAMESPACE_URL, f"{tool} {json.dumps(dict(values), sort_keys=True)} {since}"))
