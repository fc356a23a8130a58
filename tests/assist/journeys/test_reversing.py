"""A step whose action was taken back is open again, on the live page as after a reload."""

from collections.abc import Callable
from datetime import datetime

import pytest

from assist.handoffs.queries import bundle_of
from assist.journeys import tasks
from assist.journeys.actions import load_journeys, prove_step, running_of
from assist.journeys.live import show_panel
from assist.journeys.models import JourneyRun, StepRun
from assist.journeys.queries import panel_of
from assist.journeys.watching import begin_for_intent
from assist.tools.checking import compensate_call
from assist.tools.confirming import confirm_call
from assist.tools.models import ToolCall
from assist.tools.running import lock_call, succeed
from cases.events.actors import SYSTEM, Actor
from cases.events.models import Event
from cases.interactions.models import Interaction
from cases.live import fragment
from cases.people.models import User
from tests.assist.tools.test_views import proposed
from tests.backoffice import CONTENT

__all__ = ["proposed"]
STEP = "execute_remedy"
pytestmark = pytest.mark.django_db


@pytest.fixture
def run(connected: Interaction, at: datetime) -> JourneyRun:
    load_journeys(CONTENT / "journeys", by=SYSTEM, at=at)
    found = begin_for_intent(case=connected.case, intent="damaged_on_arrival", by=SYSTEM, at=at)
    assert found is not None
    for step in found.journey.steps:
        if step.key == STEP:
            break
        prove_step(run=found, key=step.key, how="tick", by=SYSTEM, at=at)
    return found


@pytest.fixture
def pay(
    proposed: Callable[..., ToolCall], run: JourneyRun, agent: User, at: datetime
) -> Callable[[str], ToolCall]:
    """Pays a refund that Ama confirmed, and lets the plan see the receipt."""

    def paid(reference: str) -> ToolCall:
        call = lock_call(confirm_call(call=proposed(reference, amount="84.50"), by=Actor.of(agent), at=at).pk)
        succeed(call, {"amount": "184.50", "reference": reference}, by=SYSTEM, at=at)
        tasks.see_receipt(last(run, "tool_call.succeeded"))
        return call

    return paid


def reverse(call: ToolCall, by: User, at: datetime) -> Event:
    compensate_call(call=call, words="sent to the wrong card", by=Actor.of(by), at=at)
    event = Event.objects.filter(case=call.case, name="tool_call.compensated").latest("seq")
    tasks.see_reversal(event)
    return event


def last(run: JourneyRun, name: str) -> Event:
    return Event.objects.filter(case=run.case, name=name).latest("seq")


def step_of(run: JourneyRun, key: str = STEP) -> StepRun:
    return StepRun.objects.get(run=run, key=key)


def test_it_is_open_again_and_says_why(
    run: JourneyRun, pay: Callable[[str], ToolCall], supervisor: User, at: datetime
) -> None:
    call = pay("RF-1")
    assert step_of(run).state == "done"
    reverse(call, supervisor, at)
    step = step_of(run)
    assert (step.state, step.by_name, step.seq) == ("now", "", 0)
    assert step.receipt == "Reversed: sent to the wrong card"
    assert last(run, "step.reopened").payload["step"] == STEP


def test_the_socket_shows_what_a_reload_shows(
    run: JourneyRun, pay: Callable[[str], ToolCall], supervisor: User, at: datetime
) -> None:
    reverse(pay("RF-1"), supervisor, at)
    [shown] = show_panel(last(run, "step.reopened"))
    assert shown.html == fragment("assist/journeys/_panel.html", panel=panel_of(run.case, at=at))
    assert "Reversed: sent to the wrong card" in shown.html


def test_twice_is_once_and_a_receipt_that_comes_late_proves_nothing(
    run: JourneyRun, pay: Callable[[str], ToolCall], supervisor: User, at: datetime
) -> None:
    event = reverse(pay("RF-1"), supervisor, at)
    tasks.see_reversal(event)
    tasks.see_receipt(last(run, "tool_call.succeeded"))
    assert step_of(run).state == "now"
    assert Event.objects.filter(case=run.case, name="step.reopened").count() == 1


def test_another_receipt_keeps_it_done(
    run: JourneyRun, pay: Callable[[str], ToolCall], supervisor: User, at: datetime
) -> None:
    first, second = pay("RF-1"), pay("RF-2")
    reverse(first, supervisor, at)
    step = step_of(run)
    assert (step.state, step.seq) == ("done", second.ended_seq)


def test_what_a_person_ticked_stays(
    run: JourneyRun, pay: Callable[[str], ToolCall], supervisor: User, at: datetime
) -> None:
    prove_step(run=run, key=STEP, how="tick", by=Actor.of(supervisor), at=at)
    reverse(pay("RF-1"), supervisor, at)
    assert step_of(run).state == "done"


def test_a_complete_plan_goes_on(
    run: JourneyRun, pay: Callable[[str], ToolCall], supervisor: User, at: datetime
) -> None:
    call = pay("RF-1")
    prove_step(run=run, key="log_claim", how="tick", by=SYSTEM, at=at)
    run.refresh_from_db()
    assert run.state == "finished"
    reverse(call, supervisor, at)
    assert running_of(run.case) == run
    assert step_of(run).state == "now"


def test_a_complete_plan_beside_a_running_one_is_left(
    run: JourneyRun, pay: Callable[[str], ToolCall], supervisor: User, at: datetime
) -> None:
    call = pay("RF-1")
    prove_step(run=run, key="log_claim", how="tick", by=SYSTEM, at=at)
    begin_for_intent(case=run.case, intent="complaint", by=SYSTEM, at=at)
    reverse(call, supervisor, at)
    run.refresh_from_db()
    assert (run.state, step_of(run).state) == ("left", "waiting")
    running = running_of(run.case)
    assert running is not None
    assert running.journey.key == "complaint"


def test_the_next_person_is_not_told_that_it_was_done(
    run: JourneyRun, pay: Callable[[str], ToolCall], supervisor: User, at: datetime
) -> None:
    call, title = pay("RF-1"), step_of(run).title
    assert title in str(bundle_of(run.case, at).section("done"))
    reverse(call, supervisor, at)
    assert title not in str(bundle_of(run.case, at).section("done"))
