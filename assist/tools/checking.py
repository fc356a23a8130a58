"""Calls whose outcome is not known: asked about by their key, made good after a crash, settled by a person at
last.
"""

from datetime import datetime, timedelta

import structlog
from django.db import transaction

from assist.tools.events import ToolCallCompensated
from assist.tools.models import ToolCall
from assist.tools.refusals import CallMovedOn, ReversalUnsaid
from assist.tools.rules import NOT_FOUND
from assist.tools.running import LATER, conclude, fail, lock_call, look_again, run_call, succeed
from assist.tools.sources import Answer, Outcome, source_named
from cases.events.actions import record
from cases.events.actors import Actor

State = ToolCall.State
log = structlog.get_logger(__name__)


def check_call(*, call: ToolCall, at: datetime) -> ToolCall:
    """Asks the system of record by the key what became of a call without an answer.

    Found: it ends with that receipt. Never arrived: it is sent again under the same key. No word: the sweep
    asks again.
    """
    answer = _ask(call)
    if answer.outcome == Outcome.REFUSED and answer.code == NOT_FOUND:
        _send_again(call.pk, at=at)
        return run_call(call=call, at=at)
    if answer.outcome == Outcome.DONE:
        found = answer.output.get(call.tool.outcome.get("at", ""), answer.output)
        return conclude(call.pk, Answer(Outcome.DONE, output=found), at=at)
    return conclude(call.pk, Answer(Outcome.UNKNOWN, code=answer.code, words=answer.words), at=at)


def reconcile_calls(*, at: datetime) -> int:
    """The sweep: runs what was confirmed and not sent, asks about what was sent and not answered. Returns how
    many. One that fails in a way that nobody foresaw waits for a minute and holds up no other.
    """
    due = ToolCall.objects.overdue(at).select_related("tool").order_by("due_at")[:20]
    for call in list(due):
        try:
            _reconcile(call, at=at)
        except Exception:
            log.exception("call_not_reconciled", call=call.pk, tool=call.tool.name)
            ToolCall.objects.overdue(at).filter(pk=call.pk).update(due_at=at + timedelta(seconds=LATER))
    return len(due)


def _reconcile(call: ToolCall, *, at: datetime) -> None:
    if call.state == State.RUNNING and call.started_at is None:
        run_call(call=call, at=at)
    elif call.state == State.CHECKING or _went_silent(call.pk, at=at):
        check_call(call=call, at=at)


@transaction.atomic
def settle_call(*, call: ToolCall, was_done: bool, words: str, by: Actor, at: datetime) -> ToolCall:
    """A person looked into the system of record and says what became of a call whose outcome stayed
    unknown.
    """
    locked = lock_call(call.pk)
    if locked.state != State.CHECKING:
        raise CallMovedOn
    if was_done:
        succeed(locked, {**locked.input, "reference": words}, by=by, at=at)
    else:
        fail(locked, code="settled", words=f"It was not done, {by.name} found: {words}", by=by, at=at)
    return locked


@transaction.atomic
def compensate_call(*, call: ToolCall, words: str, by: Actor, at: datetime) -> ToolCall:
    """A person took the effect back in the system of record, and says how. The receipt stays, as history.

    Raises CallMovedOn for what was not done or left nothing behind to take back, ReversalUnsaid without words.
    """
    locked = lock_call(call.pk)
    if locked.state != State.SUCCEEDED or locked.tool.is_harmless:
        raise CallMovedOn
    if not words:
        raise ReversalUnsaid
    fact = ToolCallCompensated(locked.pk, locked.tool.name, locked.headline, words[:400])
    seq = record(locked.case, fact, by=by, at=at).seq
    locked.finish(state=State.COMPENSATED, at=at, error=words[:400], ended_seq=seq)
    return locked


def _ask(call: ToolCall) -> Answer:
    tool = call.tool
    if not tool.outcome:
        return Answer(Outcome.UNKNOWN, words="This system cannot be asked; somebody has to look there.")
    source = source_named(tool.source)
    return source.outcome(tool.outcome["operation"], key=str(call.idempotency_key), seconds=tool.time_limit)


@transaction.atomic
def _went_silent(call_id: int, *, at: datetime) -> bool:
    """A worker died after it had sent: from now on the outcome is unknown. False when it was not so after
    all.
    """
    call = lock_call(call_id)
    if call.state != State.RUNNING or call.started_at is None or call.due_at is None or call.due_at > at:
        return False
    look_again(call, Answer(Outcome.UNKNOWN, words="The work was interrupted before the answer came."), at=at)
    return True


@transaction.atomic
def _send_again(call_id: int, *, at: datetime) -> None:
    call = lock_call(call_id)
    if call.state == State.CHECKING:
        call.hold(state=State.RUNNING, due_at=at)
