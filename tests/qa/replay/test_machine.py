"""Replay shows what the models of that day said, and names them."""

from datetime import datetime, timedelta

import pytest
from django.test import Client

from assist.knowledge.events import KnowledgeFound
from assist.nextbest.events import NextStepsRanked
from assist.registry.actions import add_version, promote
from assist.suggestions.events import SuggestionShown
from assist.suggestions.models import Suggestion
from assist.understanding.events import TurnUnderstood
from assist.understanding.models import Understanding
from assist.wrapup.events import WrapUpDrafted
from cases.casefiles.models import Case
from cases.events.actions import record
from cases.events.actors import SYSTEM
from cases.events.facts import Fact
from cases.interactions.models import Turn
from cases.people.models import User
from qa.replay.machine import Answer, MachineSaid, said_at

DIGEST = "3f2a9b7c5d1e4f60"


@pytest.mark.parametrize(
    ("name", "payload", "answers", "versions"),
    [
        (
            "next_steps.ranked",
            {"steps": [{"key": "ask_photo", "reason": "The journey waits for it", "chance": 0.62}], "version": "next_actions 3"},
            [Answer("Ask photo", "62 %", "The journey waits for it")],
            [("Next actions", "next_actions 3")],
        ),
        (
            "next_steps.ranked",
            {"steps": [{"key": "refund", "reason": "", "chance": None}], "version": "plan"},
            [Answer("Refund")],
            [("Next actions", "plan of the journey")],
        ),
        (
            "suggestion.shown",
            {"suggestions": [{"id": 5, "key": "k", "confidence": 0.8, "sources": [{"title": "Returns"}]}], "versions": {"replies": ""}},
            [Answer("You may send it back.", "80 %", "Returns")],
            [("Replies", "what the desk has")],
        ),
        (
            "knowledge.found",
            {"passages": [{"title": "Returns", "sentence": "Within 30 days.", "version": 4, "score": 0.5}], "rules": "knowledge-3"},
            [Answer("Within 30 days.", "score 0.50", "Returns, version 4")],
            [("Rules", "knowledge-3")],
        ),
        ("knowledge.found", {"passages": [], "rules": "knowledge-3"}, [Answer("No article answers it")], [("Rules", "knowledge-3")]),
        (
            "suggestion.withheld",
            {"why": "thin", "versions": {"suggestions": "suggestions-2"}},
            [],
            [("Rules of suggestions", "suggestions-2")],
        ),
        (
            "wrap_up.drafted",
            {"lines": [{"text": "The lamp was broken."}], "versions": {"notes": "notes 2"}},
            [Answer("The lamp was broken.")],
            [("Notes", "notes 2")],
        ),
    ],
)  # fmt: skip
def test_what_was_said_stands_with_its_versions(name, payload, answers, versions) -> None:
    said = said_at(name, payload, {5: "You may send it back."}, {})
    assert said is not None
    assert (said.answers, said.versions) == (answers, versions)


def test_a_reading_shows_its_first_three_and_the_registered_version_of_that_day() -> None:
    payload = {
        "turn_id": 9,
        "sentiment": -0.5,
        "is_frustrated": True,
        "versions": {"intents": DIGEST, "rules": "r-1"},
    }
    said = said_at(
        "turn.understood", payload, {9: [["return_order", 0.81], ["refund", 0.1]]}, {"intents": "intents 1"}
    )
    assert said == MachineSaid(
        "What the message was read as",
        [
            Answer("Return order", "81 %"),
            Answer("Refund", "10 %"),
            Answer("Sentiment -0.50", why="losing patience"),
        ],
        [("Intents", "intents 1 (3f2a9b7c)"), ("Rules", "r-1")],
    )


@pytest.mark.parametrize(("name", "payload"), [("turn.received", {"turn_id": 1}), ("turn.understood", {})])
def test_an_event_in_which_no_machine_speaks_shows_none(name, payload) -> None:
    assert said_at(name, payload, {}, {}) is None


@pytest.fixture
def page_at(client: Client, reviewer: User, closed: Case):
    """`page_at(fact, at)`: the replay of the case at this fact, after newer models were put live and the words of today changed."""

    def play(fact: Fact, at: datetime) -> str:
        event = record(closed, fact, by=SYSTEM, at=at)
        client.force_login(reviewer)
        return client.get(f"/reviews/cases/{closed.number}/replay/?at={event.seq}").text

    return play


def put_live(kind: str, at: datetime) -> None:
    version = add_version(
        kind=kind,
        artefact=str(at).encode(),
        figures={},
        dataset={},
        code_version="",
        seed=1,
        by=SYSTEM,
        at=at,
    )
    promote(version=version, reason="better", by=SYSTEM, at=at)


@pytest.mark.django_db
def test_the_page_names_the_version_that_was_live_then_and_not_todays(
    page_at, closed: Case, at: datetime
) -> None:
    turn = Turn.objects.filter(case=closed).earliest("seq")
    put_live("intents", at - timedelta(days=2))
    put_live("intents", at + timedelta(days=2))
    Understanding.objects.create(turn=turn, case=closed, label="neutral", language="en", at=at,
                                 ranking=[["device_fault", 0.77]])  # fmt: skip
    fact = TurnUnderstood(
        interaction_id=turn.interaction_id, turn_id=turn.pk, turn_seq=turn.seq, intent="device_fault",
        intent_name="Device fault", confidence=0.77, is_out_of_scope=False, is_small_talk=False, sentiment=-0.4,
        is_frustrated=False, language="en", versions={"intents": DIGEST, "sentiment": DIGEST},
    )  # fmt: skip
    html = page_at(fact, at)
    assert "Device fault" in html
    assert "intents 1 (3f2a9b7c)" in html
    assert "intents 2" not in html
    assert "77 %" in html


@pytest.mark.django_db
def test_the_page_shows_suggestions_steps_passages_and_notes_in_words(
    page_at, closed: Case, at: datetime
) -> None:
    turn = Turn.objects.filter(case=closed).earliest("seq")
    shown = Suggestion.objects.create(case=closed, interaction_id=turn.interaction_id, answers_turn=turn, key="k",
                                      body="I send you a new monitor.", shown_at=at)  # fmt: skip
    brief = {"id": shown.pk, "key": "k", "confidence": 0.9, "sources": [], "unbacked": []}
    html = page_at(SuggestionShown(turn.pk, 1, [brief], {"replies": "replies 2"}), at)
    assert "I send you a new monitor." in html
    assert "replies 2" in html
    assert "&#x27;id&#x27;" not in html
    step = {"key": "ask_photo", "tool": "", "reason": "in 41 of 47 like cases", "chance": 0.6}
    html = page_at(NextStepsRanked(1, [step], "next_actions 4"), at)
    assert "in 41 of 47 like cases" in html
    assert "next_actions 4" in html
    passage = {"title": "Warranty", "sentence": "Two years.", "version": 3, "score": 0.5}
    html = page_at(KnowledgeFound(turn.pk, turn.seq, 1, [passage], "knowledge-3"), at)
    assert "Warranty, version 3" in html
    assert "knowledge-3" in html
    assert "notes 1" in page_at(
        WrapUpDrafted(1, 1, [{"text": "A monitor broke."}], versions={"notes": "notes 1"}), at
    )
