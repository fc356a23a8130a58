"""The ranked next steps on a case: on the timeline, on the panel, by the plan alone and by a live model."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime

import pytest
from django.test import Client

from assist.journeys.actions import load_journeys, skip_step
from assist.journeys.models import StepRun
from assist.nextbest.actions import note_followed, propose_next, rank_next
from assist.nextbest.events import NextStepsRanked
from assist.nextbest.queries import panel_of
from assist.nextbest.ranking.learning import learn_next_actions
from assist.nextbest.ranking.texts import Texts
from assist.nextbest.trainer import KIND
from assist.providers.embeddings import embed
from assist.registry import serving
from assist.registry.actions import add_version, promote, start_shadow
from assist.registry.models import ModelVersion, ShadowReading
from assist.tools.models import ToolCall
from cases.casefiles.actions import set_intent
from cases.events.actors import SYSTEM, Actor
from cases.events.models import Event
from cases.interactions.models import Interaction, Turn
from cases.live import fragment
from cases.people.models import User
from tests.assist.nextbest.dialogues import PARCEL, TABLE, conversations
from tests.backoffice import CONTENT

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def artefact() -> bytes:
    texts = Texts(embed)
    learned = learn_next_actions(
        conversations(12), [TABLE, PARCEL], texts=texts, seed=1, told=lambda share, words: None
    )
    learned.threshold = 0.05
    return learned.to_bytes()


@pytest.fixture
def version(artefact: bytes, at: datetime) -> ModelVersion:
    serving.forget()
    return add_version(
        kind=KIND, artefact=artefact, figures={}, dataset={}, code_version="test", seed=1, by=SYSTEM, at=at
    )


@pytest.fixture
def damaged(
    connected: Interaction, says: Callable[..., Turn], settle: Callable[[], int], tools: int, at: datetime
) -> Interaction:
    load_journeys(CONTENT / "journeys", by=SYSTEM, at=at)
    says(connected, "My monitor came with the screen cracked.")
    set_intent(
        case=connected.case, intent="damaged_on_arrival", title="Damaged", confidence=0.9, by=SYSTEM, at=at
    )
    settle()
    return connected


def ranked(interaction: Interaction) -> list[Event]:
    return list(Event.objects.filter(case=interaction.case, name=NextStepsRanked.NAME).order_by("seq"))


def test_a_new_journey_is_ranked_by_its_plan(damaged: Interaction, at: datetime) -> None:
    last = ranked(damaged)[-1].payload
    assert last["version"] == "plan"
    assert [step["key"] for step in last["steps"]] == ["verify_identity", "keep_packaging"]
    assert last["steps"][0]["reason"] == (
        "Nothing has to come before it, and “Offer replacement or refund” waits for it."
    )


def test_the_same_ranking_is_told_once(damaged: Interaction, at: datetime) -> None:
    before = len(ranked(damaged))
    rank_next(case=damaged.case, at=at)
    assert len(ranked(damaged)) == before


def test_the_panel_offers_each_step_with_one_click(damaged: Interaction, at: datetime) -> None:
    panel = panel_of(damaged.case, at=at)
    assert panel is not None
    first, second = panel.steps
    assert (first.tool, first.has_card) == ("lookup_customer", True)
    html = fragment("assist/nextbest/_panel.html", panel=panel)
    assert "On its card" in html
    assert f'data-text="{second.says}"' in html
    assert panel.version == "plan"


def test_the_panel_asks_little_of_the_database(
    damaged: Interaction,
    at: datetime,
    django_assert_max_num_queries: Callable[[int], AbstractContextManager[None]],
) -> None:
    with django_assert_max_num_queries(5):
        panel_of(damaged.case, at=at)


def test_what_was_settled_since_is_gone_from_the_panel(
    damaged: Interaction, agent: User, at: datetime
) -> None:
    step = StepRun.objects.get(run__case=damaged.case, key="verify_identity")
    skip_step(step=step, reason="known", by=Actor.of(agent), at=at)
    panel = panel_of(damaged.case, at=at)
    assert panel is not None
    assert [row.key for row in panel.steps] == ["keep_packaging"]


def test_a_finished_plan_has_no_next_step(damaged: Interaction, agent: User, at: datetime) -> None:
    for step in StepRun.objects.filter(run__case=damaged.case):
        if not step.is_settled:
            skip_step(step=step, reason="not needed", by=Actor.of(agent), at=at)
    assert propose_next(case=damaged.case, at=at) is None
    assert panel_of(damaged.case, at=at) is None
    assert ranked(damaged)[-1].payload["steps"] == []


def test_a_click_prepares_the_tools_card_once(
    client: Client, damaged: Interaction, agent: User, at: datetime
) -> None:
    ToolCall.objects.filter(case=damaged.case).delete()
    client.force_login(agent)
    panel = panel_of(damaged.case, at=at)
    assert panel is not None
    for _ in range(2):
        client.post(
            f"/cases/{damaged.case.pk}/tool-calls/", {"tool": "lookup_customer", "key": f"next-{panel.mark}"}
        )
    assert ToolCall.objects.filter(case=damaged.case, tool__name="lookup_customer").count() == 1


def test_the_version_that_ranked_stands_on_the_timeline(
    damaged: Interaction, version: ModelVersion, at: datetime
) -> None:
    promote(version=version, reason="better", by=SYSTEM, at=at)
    serving.forget()
    rank_next(case=damaged.case, at=at)
    last = ranked(damaged)[-1].payload
    assert last["version"] == "next_actions 1"
    assert all(0 <= step["chance"] <= 1 for step in last["steps"])
    assert {step["key"] for step in last["steps"]} == {"verify_identity", "keep_packaging"}


def test_the_version_in_the_shadow_is_logged_and_not_shown(
    damaged: Interaction, version: ModelVersion, at: datetime
) -> None:
    start_shadow(version=version, reason="to see", by=SYSTEM, at=at)
    serving.forget()
    rank_next(case=damaged.case, at=at)
    assert ranked(damaged)[-1].payload["version"] == "plan"
    reading = ShadowReading.objects.get(kind=KIND)
    assert (reading.live, reading.happened) == ("verify_identity", "")
    note_followed(case=damaged.case, step="verify_identity")
    reading.refresh_from_db()
    assert reading.happened == "verify_identity"
