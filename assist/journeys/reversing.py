"""A step whose action was taken back is open again."""

from datetime import datetime

from django.db import transaction

from assist.journeys.actions import leave_journey, mark_now, running_of
from assist.journeys.events import StepReopened
from assist.journeys.models import JourneyRun, StepRun
from assist.journeys.watching import catch_up
from assist.tools.events import ToolCallSucceeded
from assist.tools.models import ToolCall
from cases.casefiles.actions import lock_case
from cases.casefiles.models import Case
from cases.events.actions import record
from cases.events.actors import Actor
from cases.events.models import Event


@transaction.atomic(savepoint=False)
def see_reversal(*, call: ToolCall, reason: str, by: Actor, at: datetime) -> int:
    """Opens the steps again that rest on the receipt of this call; another receipt may then prove them.

    Returns how many. The second time it finds none.
    """
    case = lock_case(call.case_id)
    steps = list(_resting_on(call))
    for step in steps:
        _reopen(case, step, reason, by=by, at=at)
    if steps:
        catch_up(case=case, at=at)
    return len(steps)


def _resting_on(call: ToolCall) -> list[StepRun]:
    """The event is asked for, since the call itself has gone on to its reversal."""
    receipts = Event.objects.filter(
        case_id=call.case_id, name=ToolCallSucceeded.NAME, payload__call_id=call.pk
    )
    found = StepRun.objects.select_for_update(of=("self",)).filter(
        run__case_id=call.case_id, state=StepRun.State.DONE, seq__in=receipts.values("seq")
    )
    return list(found.select_related("run__journey"))


def _reopen(case: Case, step: StepRun, reason: str, *, by: Actor, at: datetime) -> None:
    run = step.run
    run.case = case
    record(case, StepReopened(run.pk, step.key, step.title, reason), by=by, at=at)
    step.reopen(f"Reversed: {reason}")
    if run.state == JourneyRun.State.FINISHED:
        _take_up(run, by=by, at=at)
    if run.state == JourneyRun.State.RUNNING:
        mark_now(run)


def _take_up(run: JourneyRun, *, by: Actor, at: datetime) -> None:
    """A complete plan goes on, unless the case is in another one by now."""
    if running_of(run.case) is None:
        run.resume()
    else:
        leave_journey(run, reason="an action of it was reversed", by=by, at=at)
