"""Running a confirmed call: written down before it leaves, never twice without the key, and asked for when no
answer came.
"""

from datetime import datetime, timedelta

from django.db import transaction
from jsonschema import Draft202012Validator

from assist.tools import rules
from assist.tools.events import ToolCallChecking, ToolCallFailed, ToolCallRunning, ToolCallSucceeded
from assist.tools.models import ToolCall
from assist.tools.sources import Answer, Outcome, source_named
from cases.casefiles.actions import fail_verification, lock_case, verify_customer
from cases.events.actions import record
from cases.events.actors import Actor

State = ToolCall.State
LOOKS_AGAIN = ((30, 2), (120, 5), (600, 15))  # while younger than so many seconds, look again after so many
LATER = 60


def lock_call(call_id: int) -> ToolCall:
    """The call with its case, both rows locked until the end of the transaction (the case first, as
    everywhere).
    """
    case_id = ToolCall.objects.values_list("case_id", flat=True).get(pk=call_id)
    case = lock_case(case_id)
    call = (
        ToolCall.objects.select_for_update(of=("self",)).select_related("tool", "interaction").get(pk=call_id)
    )
    call.case = case
    return call


def run_call(*, call: ToolCall, at: datetime) -> ToolCall:
    """Sends a confirmed call and keeps what became of it. Safe to call twice and after a crash: only one
    sends.

    Three short steps: the row says that it runs (committed), the request (no transaction is open), the result
    (committed). A busy system is asked again at once when it allows that, else by the sweep.
    """
    claimed = _claim(call.pk, at=at)
    while claimed is not None:
        answer = _send(claimed)
        at += timedelta(seconds=answer.seconds)
        call = conclude(claimed.pk, answer, at=at)
        claimed = (
            _claim(call.pk, at=at)
            if call.state == State.RUNNING and call.due_at and call.due_at <= at
            else None
        )
    return ToolCall.objects.select_related("tool").get(pk=call.pk)


@transaction.atomic(durable=True)
def _claim(call_id: int, *, at: datetime) -> ToolCall | None:
    """Takes the call for one attempt, or None when somebody else has it or it is over."""
    call = lock_call(call_id)
    if call.state != State.RUNNING or call.started_at is not None:
        return None
    call.start(at=at)
    fact = ToolCallRunning(call.pk, call.tool.name, call.headline, call.attempts, str(call.idempotency_key))
    record(call.case, fact, by=call.confirmed_by, at=at)
    return call


def _send(call: ToolCall) -> Answer:
    tool = call.tool
    source = source_named(tool.source)
    return source.call(tool.operation, call.input, key=str(call.idempotency_key), seconds=tool.time_limit)


@transaction.atomic
def conclude(call_id: int, answer: Answer, *, at: datetime) -> ToolCall:
    """Keeps what an answer means for the call; an answer that comes after the end changes nothing."""
    call = lock_call(call_id)
    if call.state not in (State.RUNNING, State.CHECKING):
        return call
    if answer.outcome == Outcome.DONE:
        _keep_output(call, answer, at=at)
    elif answer.outcome == Outcome.REFUSED:
        fail(call, code=answer.code, words=answer.words, by=call.confirmed_by, at=at)
    elif answer.outcome == Outcome.BUSY:
        _wait_or_fail(call, answer, at=at)
    else:
        look_again(call, answer, at=at)
    return call


def _keep_output(call: ToolCall, answer: Answer, *, at: datetime) -> None:
    if Draft202012Validator(call.tool.output_schema).is_valid(answer.output):
        succeed(call, answer.output, by=call.confirmed_by, at=at)
        return
    words = "The system's answer is not in the agreed form. Look there before trying again."
    fail(call, code="unreadable_answer", words=words, by=call.confirmed_by, at=at)


def succeed(call: ToolCall, output: dict[str, object], *, by: Actor, at: datetime) -> None:
    receipt = rules.filled(call.tool.receipt or "{reference}", output)[:400]
    reference = str(output.get("reference", ""))
    fact = ToolCallSucceeded(
        call.pk, call.tool.name, call.headline, receipt, reference, output, call.is_silent
    )
    seq = record(call.case, fact, by=by, at=at).seq
    call.finish(
        state=State.SUCCEEDED, at=at, output=output, receipt=receipt, ended_seq=seq, error="", error_code=""
    )
    if call.tool.verifies:
        keep = verify_customer if output.get(call.tool.verifies) is True else fail_verification
        keep(case=call.case, how=call.receipt.lower(), evidence_seq=seq, by=by, at=at)


def fail(call: ToolCall, *, code: str, words: str, by: Actor, at: datetime) -> None:
    fact = ToolCallFailed(call.pk, call.tool.name, call.headline, code, words)
    seq = record(call.case, fact, by=by, at=at).seq
    call.finish(state=State.FAILED, at=at, error_code=code[:60], error=words[:400], ended_seq=seq)


def _wait_or_fail(call: ToolCall, answer: Answer, *, at: datetime) -> None:
    if call.attempts >= call.tool.attempts:
        fail(call, code=answer.code, words=answer.words, by=call.confirmed_by, at=at)
    else:
        call.hold(state=State.RUNNING, due_at=at + timedelta(seconds=answer.retry_after))


def look_again(call: ToolCall, answer: Answer, *, at: datetime) -> None:
    """The outcome stays unknown: said once on the timeline, then asked for with growing pauses and never
    given up.
    """
    if call.state != State.CHECKING:
        fact = ToolCallChecking(call.pk, call.tool.name, call.headline, answer.words)
        record(call.case, fact, by=call.confirmed_by, at=at)
    age = (at - (call.confirmed_at or at)).total_seconds()
    pause = next((pause for younger, pause in LOOKS_AGAIN if age < younger), LATER)
    call.error = answer.words[:400]
    call.save(update_fields=["error"])
    call.hold(state=State.CHECKING, due_at=at + timedelta(seconds=pause))
