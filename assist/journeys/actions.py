"""Starting a plan and moving along it. What proves steps is looked at in `watching`."""

from datetime import datetime
from pathlib import Path

from django.db import transaction

from assist.journeys import rules
from assist.journeys.events import (
    JourneyFinished,
    JourneyLeft,
    JourneyStarted,
    StepDone,
    StepFailed,
    StepSkipped,
)
from assist.journeys.files import read_journeys
from assist.journeys.models import Journey, JourneyRun, StepRun
from assist.journeys.queries import steps_of
from assist.journeys.refusals import StepNotYours, StepSettled
from cases.casefiles.actions import lock_case
from cases.casefiles.models import Case
from cases.events.actions import record
from cases.events.actors import Actor
from cases.events.prepared import Prepared, prefetched, save_columns
from cases.events.runs import until

State = StepRun.State


@transaction.atomic
def load_journeys(folder: Path, *, by: Actor, at: datetime) -> int:
    """Brings the journeys of a folder up to date; one that changed gets a new version. Returns how many
    changed.
    """
    changed = 0
    for key, columns in read_journeys(folder).items():
        current = Journey.objects.filter(key=key, is_current=True).first()
        if current and all(getattr(current, name) == value for name, value in columns.items()):
            continue
        Journey.objects.filter(key=key).update(is_current=False)
        version = current.version + 1 if current else 1
        Journey.objects.create(key=key, version=version, loaded_at=at, **columns)
        changed += 1
    return changed


_runs_of = Prepared(
    lambda case: JourneyRun.objects.filter(case_id=case).select_related("journey").order_by("pk")
)


@transaction.atomic(savepoint=False)
def start_journey(*, case: Case, journey: Journey, by: Actor, at: datetime) -> JourneyRun | None:
    """Begins the plan on the case, once. A running plan gives way to it unless work of its own is half done."""
    lock_case(case.pk)
    if known := [run for run in _runs_of(case.pk) if run.journey.key == journey.key]:
        return known[0]
    running = running_of(case)
    if running and not rules.gives_way(running.journey.steps, running.states()):
        return None
    if running:
        leave_journey(running, reason=f"“{journey.title}” fits better", by=by, at=at)
    run = JourneyRun.objects.create(case=case, journey=journey, started_at=at)
    steps = [
        StepRun(run=run, key=step.key, title=step.title, position=place)
        for place, step in enumerate(journey.steps)
    ]
    StepRun.objects.bulk_create(steps)
    record(case, JourneyStarted(run.pk, journey.key, journey.title, journey.version), by=by, at=at)
    mark_now(run)
    return run


@transaction.atomic(savepoint=False)
def prove_step(
    *,
    run: JourneyRun,
    key: str,
    how: str,
    by: Actor,
    at: datetime,
    receipt: str = "",
    words: str = "",
    evidence_seq: int = 0,
) -> bool:
    """Marks a step as done on its evidence; False when it was settled before. Finishes the plan with its last
    step.
    """
    step = _locked_step(run, key)
    if step.is_settled:
        return False
    fact = StepDone(run.pk, key, step.title, how, receipt, words[:300], evidence_seq)
    seq = record(run.case, fact, by=by, at=at).seq
    step.settle(State.DONE, by=by, at=at, receipt=receipt, seq=evidence_seq or seq)
    _move_on(run, by=by, at=at)
    return True


@transaction.atomic
def tick_step(*, step: StepRun, by: Actor, at: datetime) -> JourneyRun:
    """A person says that the step is done. Raises StepSettled, or StepNotYours for a supervisor's or the AI
    agent's own.
    """
    run = step.run
    owner = next(planned.owner for planned in run.journey.steps if planned.key == step.key)
    if owner not in ("agent", "either"):
        raise StepNotYours
    if not prove_step(run=run, key=step.key, how="tick", by=by, at=at):
        raise StepSettled
    return run


@transaction.atomic
def skip_step(*, step: StepRun, reason: str, by: Actor, at: datetime) -> JourneyRun:
    """Leaves a step out, with a reason. Raises StepSettled."""
    locked = _locked_step(step.run, step.key)
    if locked.is_settled:
        raise StepSettled
    record(step.run.case, StepSkipped(step.run_id, step.key, step.title, reason), by=by, at=at)
    locked.settle(State.SKIPPED, by=by, at=at, receipt=reason)
    _move_on(step.run, by=by, at=at)
    return step.run


@transaction.atomic(savepoint=False)
def fail_step(*, run: JourneyRun, key: str, error: str, by: Actor, at: datetime) -> None:
    """What happens when a step's tool failed stands in the plan: it stays open, is left out, or is marked as
    failed.
    """
    step = _locked_step(run, key)
    if step.is_settled:
        return
    consequence = next(planned.on_failure for planned in run.journey.steps if planned.key == key)
    seq = record(run.case, StepFailed(run.pk, key, step.title, error, consequence), by=by, at=at).seq
    state = {"skip": State.SKIPPED, "escalate": State.FAILED}.get(consequence)
    if state:
        step.settle(state, by=by, at=at, receipt=error, seq=seq)
    _move_on(run, by=by, at=at)


def running_of(case: Case) -> JourneyRun | None:
    """The plan that the case is in, with its steps."""
    run = _running(case.pk)
    if run is not None:
        run.case = case
    return run


@until("journey.", "step.")
def _running(case_id: int) -> JourneyRun | None:
    run = _runs.first(case_id)
    if run is not None:
        prefetched(run, "steps", steps_of(run.pk))
    return run


_runs = Prepared(
    lambda case: (
        JourneyRun.objects.filter(case_id=case, state=JourneyRun.State.RUNNING)
        .select_related("journey")
        .order_by("pk")[:1]
    )
)


def leave_journey(run: JourneyRun, *, reason: str, by: Actor, at: datetime) -> None:
    """Ends the plan before it is complete."""
    run.end(JourneyRun.State.LEFT, at=at)
    record(run.case, JourneyLeft(run.pk, run.journey.title, reason), by=by, at=at)


def _locked_step(run: JourneyRun, key: str) -> StepRun:
    run.case = lock_case(run.case_id)
    return StepRun.objects.select_for_update().get(run=run, key=key)


def _move_on(run: JourneyRun, *, by: Actor, at: datetime) -> None:
    fresh = JourneyRun.objects.select_related("journey").prefetch_related("steps").get(pk=run.pk)
    if rules.is_finished(fresh.journey.steps, fresh.states()):
        fresh.end(JourneyRun.State.FINISHED, at=at)
        record(run.case, JourneyFinished(run.pk, fresh.journey.title), by=by, at=at)
    else:
        mark_now(fresh)


def mark_now(run: JourneyRun) -> None:
    """Exactly one step is `now`: the first that could be done."""
    steps = steps_of(run.pk)
    states = {step.key: step.state for step in steps}
    planned = rules.next_step(run.journey.steps, states)
    now = planned.key if planned and states[planned.key] != State.FAILED else ""
    for step in steps:
        was, step.state = step.state, State.NOW if step.key == now else step.state
        if was == State.NOW and step.key != now:
            step.state = State.WAITING
        if step.state != was:
            save_columns(step, "state")
