from dataclasses import dataclass
from datetime import datetime

from assist.journeys.models import Journey, JourneyRun, StepRun
from cases.casefiles.models import Case
from cases.events.actors import ActorKind
from cases.events.prepared import Prepared, prefetched
from cases.events.runs import once_a_run

LOOKS = {
    "done": "circle-check",
    "now": "circle-dot",
    "waiting": "circle-dashed",
    "failed": "circle-alert",
    "skipped": "circle-minus",
}


@dataclass(frozen=True)
class StepRow:
    id: int
    title: str
    state: str
    icon: str
    who: str
    at: datetime | None
    receipt: str
    seq: int
    says: str
    can_tick: bool


@dataclass(frozen=True)
class Panel:
    """The plan of a case: its steps, by whom and when, and how many are behind it."""

    title: str
    is_finished: bool
    settled: int
    steps: tuple[StepRow, ...]

    @property
    def total(self) -> int:
        return len(self.steps)


def panel_of(case: Case, *, at: datetime) -> Panel | None:
    """The running plan, else the one that was finished last; None for a case without one."""
    run = latest_run(case)
    if run is None:
        return None
    planned = {step.key: step for step in run.journey.steps}
    rows = tuple(_row(step, planned[step.key].owner, planned[step.key].says) for step in run.steps.all())
    settled = sum(row.state in ("done", "skipped") for row in rows)
    return Panel(run.journey.title, run.state == JourneyRun.State.FINISHED, settled, rows)


@once_a_run
def journey_for(intent: str) -> Journey | None:
    """The newest plan for the intent."""
    return Journey.objects.filter(is_current=True, intents__contains=[intent]).order_by("key").first()


def latest_run(case: Case) -> JourneyRun | None:
    """The run that a screen shows, with its plan and steps."""
    run = _latest.first(case.pk)
    if run is not None:
        prefetched(run, "steps", steps_of(run.pk))
    return run


_latest = Prepared(
    lambda case: (
        JourneyRun.objects.filter(case_id=case)
        .exclude(state=JourneyRun.State.LEFT)
        .select_related("journey")
        .order_by("-state", "-pk")[:1]
    )
)
steps_of = Prepared(lambda run: StepRun.objects.filter(run_id=run))


def _row(step: StepRun, owner: str, says: str) -> StepRow:
    is_now = step.state == StepRun.State.NOW
    return StepRow(
        id=step.pk,
        title=step.title,
        state=step.state,
        icon=LOOKS[step.state],
        who=""
        if not step.by_kind
        else ("Auto" if step.by_kind in (ActorKind.AI_AGENT, ActorKind.SYSTEM) else step.by_name),
        at=step.at,
        receipt=step.receipt,
        seq=step.seq,
        says=says if is_now else "",
        can_tick=owner in ("agent", "either") and step.state in (StepRun.State.NOW, StepRun.State.FAILED),
    )
