"""The demo's own articles against what customers ask, with the real embeddings."""

from datetime import datetime
from pathlib import Path

import pytest

from assist.frontline.queries import is_sure
from assist.knowledge.actions import load_articles
from assist.knowledge.hits import Hit
from assist.knowledge.search import search_passages
from cases.events.actors import SYSTEM
from tests.assist.knowledge.questions import ANSWERED, ASKED_LATER, IN_PASSING, UNANSWERED

DEMO = Path("agentdesk/demo/content")
LEAST_RIGHT = 0.9


@pytest.fixture
def shelf(db: None, at: datetime) -> None:
    load_articles(DEMO / "articles", by=SYSTEM, at=at)


def first_for(question: str, intent: str, at: datetime, context: str = "") -> Hit | None:
    hits = search_passages(
        text=question, context=context, viewer_audience="public", intent=intent, limit=1, at=at
    )
    return hits[0] if hits and hits[0].score.answers else None


def place(hit: Hit | None) -> tuple[str, str]:
    return (hit.slug, hit.heading) if hit else ("", "")


@pytest.mark.parametrize("questions", [ANSWERED, ASKED_LATER], ids=["tuned", "kept apart"])
def test_nine_of_ten_questions_find_their_section_first(
    shelf: None, at: datetime, questions: list[tuple[str, str, str, str]]
) -> None:
    found = {question: place(first_for(question, intent, at)) for question, intent, _, _ in questions}
    wrong = {
        question: found[question] for question, _, *wanted in questions if found[question] != tuple(wanted)
    }
    right = len(questions) - len(wrong)
    share = right / len(questions)
    assert share >= LEAST_RIGHT, f"{right} of {len(questions)} right at first place ({share:.0%}): {wrong}"


def test_what_the_ai_agent_would_tell_alone_is_mostly_right_though_nothing_else_is_known(
    shelf: None, at: datetime
) -> None:
    """Four in five find their section first; of what is sure enough to be told, five in six are right."""
    first = {
        question: search_passages(text=question, viewer_audience="public", limit=1, at=at)[0]
        for question, _ in IN_PASSING
    }
    right = {question for question, wanted in IN_PASSING if place(first[question]) in wanted}
    told = {question for question, hit in first.items() if is_sure(hit.score)}
    assert len(right) >= 0.77 * len(IN_PASSING), sorted(first.keys() - right)
    assert len(told) >= 0.55 * len(IN_PASSING)
    assert len(told & right) >= 0.8 * len(told), sorted(told - right)


def test_what_the_articles_do_not_know_finds_nothing(shelf: None, at: datetime) -> None:
    found = {question: place(first_for(question, intent, at)) for question, intent in UNANSWERED}
    answered = {question: where for question, where in found.items() if where != ("", "")}
    assert not answered, f"{len(answered)} of {len(UNANSWERED)} answered: {answered}"


def test_what_was_said_before_does_not_bend_a_whole_question(shelf: None, at: datetime) -> None:
    before = "Hello! I ordered a present for Christmas. Is everything closed on 25 December?"
    hit = first_for("What are your opening hours on Saturday?", "opening_hours", at, context=before)
    assert place(hit) == ("opening-hours", "Customer service hours")


def test_what_was_said_before_helps_a_short_question(shelf: None, at: datetime) -> None:
    hit = first_for("And on Sunday?", "opening_hours", at, context="When is the showroom in Leeds open?")
    assert place(hit)[0] == "opening-hours"
