"""What the plan of the case says is next."""

from assist.journeys.queries import latest_run
from assist.journeys.rules import next_step
from cases.casefiles.models import Case


def next_step_of(case: Case) -> tuple[str, str] | None:
    """The title of the next step and why it is; None for a case without a plan or with nothing left of it."""
    run = latest_run(case)
    step = next_step(run.journey.steps, run.states()) if run else None
    if run is None or step is None:
        return None
    states = run.states()
    done = sum(state in ("done", "skipped") for state in states.values())
    return step.title, f"Next in the plan “{run.journey.title}”, {done} of {len(states)} steps are behind it"
