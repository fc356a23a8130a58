"""A plan on a case: who did what, on which evidence, and that nothing is done twice."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assist.journeys.actions import (
    fail_step,
    load_journeys,
    prove_step,
    running_of,
    skip_step,
    start_journey,
    tick_step,
)
from assist.journeys.live import show_panel
from assist.journeys.models import Journey, JourneyRun, StepRun
from assist.journeys.queries import panel_of
from assist.journeys.refusals import StepSettled
from assist.journeys.watching import begin_for_intent, see_turn
from cases.events.actors import SYSTEM, Actor
from cases.events.models import Event
from cases.interactions.models import Interaction, Turn
from cases.live import fragment
from cases.people.models import User
from tests.backoffice import CONTENT

pytestmark = pytest.mark.django_db


@pytest.fixture
def journeys(db: None, at: datetime) -> int:
    return load_journeys(CONTENT / "journeys", by=SYSTEM, at=at)


@pytest.fixture
def run(journeys: int, connected: Interaction, at: datetime) -> JourneyRun:
    found = begin_for_intent(case=connected.case, intent="damaged_on_arrival", by=SYSTEM, at=at)
    assert found is not None
    return found


def step_of(run: JourneyRun, key: str) -> StepRun:
    return StepRun.objects.select_related("run__case", "run__journey").get(run=run, key=key)


def names(run: JourneyRun) -> list[str]:
    return list(Event.objects.filter(case=run.case).values_list("name", flat=True))


def test_every_journey_of_the_demo_holds_together(journeys: int) -> None:
    assert journeys == len(list((CONTENT / "journeys").glob("*.yaml")))
    assert all(journey.steps for journey in Journey.objects.all())


def test_loading_again_changes_nothing_and_a_changed_file_is_a_new_version(
    journeys: int, tmp_path: Path, connected: Interaction, run: JourneyRun, at: datetime
) -> None:
    assert load_journeys(CONTENT / "journeys", by=SYSTEM, at=at) == 0
    plan = yaml.safe_load((CONTENT / "journeys" / "damaged_on_arrival.yaml").read_text())
    plan["title"] = "Broken on arrival"
    (tmp_path / "damaged_on_arrival.yaml").write_text(yaml.safe_dump(plan))
    assert load_journeys(tmp_path, by=SYSTEM, at=at) == 1
    run.refresh_from_db()
    assert (run.journey.version, run.journey.title) == (1, "Damaged on arrival")
    assert Journey.objects.get(key="damaged_on_arrival", is_current=True).version == 2


def test_a_plan_begins_once_per_case(run: JourneyRun, connected: Interaction, at: datetime) -> None:
    again = begin_for_intent(case=connected.case, intent="damaged_on_arrival", by=SYSTEM, at=at)
    assert again == run
    assert names(run).count("journey.started") == 1


def test_what_was_said_before_the_plan_began_counts(
    journeys: int, connected: Interaction, says: Callable[..., Turn], at: datetime
) -> None:
    turn = says(connected, "It arrived smashed")
    run = begin_for_intent(case=connected.case, intent="damaged_on_arrival", by=SYSTEM, at=at)
    assert run is not None
    step = step_of(run, "damage_evidence")
    assert (step.state, step.seq, step.by_name) == ("done", turn.seq, "Maya Lindqvist")


def test_seeing_the_same_turn_twice_proves_once(
    run: JourneyRun, connected: Interaction, says: Callable[..., Turn], at: datetime
) -> None:
    turn = says(connected, "It is cracked")
    assert [see_turn(turn=turn, at=at), see_turn(turn=turn, at=at)] == [1, 0]
    assert names(run).count("step.done") == 1


def test_an_untouched_plan_gives_way_to_a_better_one_and_a_begun_one_stays(
    run: JourneyRun, connected: Interaction, agent: User, at: datetime
) -> None:
    better = begin_for_intent(case=connected.case, intent="order_status", by=SYSTEM, at=at)
    run.refresh_from_db()
    assert (run.state, better and better.state) == ("left", "running")
    assert better is not None
    prove_step(run=better, key="which_order", how="entity", by=SYSTEM, at=at)
    assert begin_for_intent(case=connected.case, intent="complaint", by=SYSTEM, at=at) is None
    kept = running_of(connected.case)
    assert kept == better


def test_a_person_ticks_a_step_off_by_name(run: JourneyRun, agent: User, at: datetime) -> None:
    tick_step(step=step_of(run, "verify_identity"), by=Actor.of(agent), at=at)
    step = step_of(run, "verify_identity")
    assert (step.state, step.by_name) == ("done", "Ama Boateng")
    with pytest.raises(StepSettled):
        tick_step(step=step, by=Actor.of(agent), at=at)


def test_the_last_step_ends_the_plan(run: JourneyRun, agent: User, at: datetime) -> None:
    by = Actor.of(agent)
    for step in run.journey.steps[:-1]:
        prove_step(run=run, key=step.key, how="tick", by=by, at=at)
    skip_step(step=step_of(run, "log_claim"), reason="own driver", by=by, at=at)
    run.refresh_from_db()
    assert run.state == "finished"
    assert names(run)[-1] == "journey.finished"


@pytest.mark.parametrize(
    ("key", "state"), [("verify_identity", "now"), ("log_claim", "skipped"), ("execute_remedy", "failed")]
)
def test_what_a_failure_means_stands_in_the_plan(run: JourneyRun, key: str, state: str, at: datetime) -> None:
    for step in run.journey.steps:
        if step.key == key:
            break
        prove_step(run=run, key=step.key, how="tick", by=SYSTEM, at=at)
    fail_step(run=run, key=key, error="The system did not answer.", by=SYSTEM, at=at)
    assert step_of(run, key).state == state


def test_the_panel_says_who_and_when_and_what_is_now(run: JourneyRun, agent: User, at: datetime) -> None:
    prove_step(run=run, key="verify_identity", how="tool", by=SYSTEM, at=at, receipt="Postcode compared")
    panel = panel_of(run.case, at=at)
    assert panel is not None
    assert (panel.title, panel.settled, panel.total) == ("Damaged on arrival", 1, 6)
    assert [(row.state, row.who) for row in panel.steps[:2]] == [("done", "Auto"), ("now", "")]
    assert panel.steps[1].says.startswith("Could you send a photo")


def test_what_the_socket_shows_is_what_a_reload_shows(run: JourneyRun, at: datetime) -> None:
    prove_step(run=run, key="verify_identity", how="tick", by=SYSTEM, at=at)
    event = Event.objects.filter(case=run.case).last()
    assert event is not None
    [shown] = show_panel(event)
    assert shown.html == fragment("assist/journeys/_panel.html", panel=panel_of(run.case, at=timezone.now()))


def test_the_panel_costs_two_queries(run: JourneyRun, at: datetime, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(2):
        panel_of(run.case, at=at)


def test_a_case_without_a_plan_shows_none(connected: Interaction, at: datetime) -> None:
    assert panel_of(connected.case, at=at) is None
    assert 'id="panel-journeys"' in fragment("assist/journeys/_panel.html", panel=None)


@pytest.mark.parametrize(("name", "state"), [("completion", "done"), ("omission", "skipped")])
def test_the_agent_settles_a_step_on_the_card(run: JourneyRun, agent: User, name: str, state: str) -> None:
    client = Client()
    client.force_login(agent, backend="django.contrib.auth.backends.ModelBackend")
    step = step_of(run, "verify_identity")
    answer = client.post(
        reverse(f"journeys:{name}", args=[step.pk]), {"reason": "known"}, HTTP_HX_REQUEST="true"
    )
    assert (answer.status_code, step_of(run, "verify_identity").state) == (200, state)
    assert 'id="panel-journeys"' in answer.content.decode()


@pytest.mark.parametrize("name", ["completion", "omission"])
def test_a_stranger_does_not_find_the_step(run: JourneyRun, stranger: User, name: str) -> None:
    client = Client()
    client.force_login(stranger, backend="django.contrib.auth.backends.ModelBackend")
    step = step_of(run, "verify_identity")
    assert client.post(reverse(f"journeys:{name}", args=[step.pk])).status_code == 404
    assert step_of(run, "verify_identity").state == "now"


def test_another_plan_of_the_same_case_is_not_started_beside(
    run: JourneyRun, connected: Interaction, at: datetime
) -> None:
    other = Journey.objects.get(key="complaint", is_current=True)
    start_journey(case=connected.case, journey=other, by=SYSTEM, at=at)
    assert JourneyRun.objects.filter(case=connected.case, state="running").count() == 1


def test_a_plan_with_only_talk_left_gives_way_to_the_next_request(
    connected: Interaction, run: JourneyRun, at: datetime
) -> None:
    told = begin_for_intent(case=connected.case, intent="order_status", by=SYSTEM, at=at)
    assert told is not None
    for key in [step.key for step in told.journey.steps][:-1]:
        prove_step(run=told, key=key, how="receipt", by=SYSTEM, at=at)

    begun = begin_for_intent(case=connected.case, intent="complaint", by=SYSTEM, at=at)

    told.refresh_from_db()
    assert (told.state, begun and begun.state) == ("left", "running")
