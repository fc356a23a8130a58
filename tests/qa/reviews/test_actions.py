from datetime import datetime

import pytest

from cases.casefiles.models import Case
from cases.events.queries import verify_chain
from cases.interactions.models import Interaction
from cases.people.models import User
from cases.people.roles import Role
from qa.reviews.actions import answer_criterion, pin_note, start_review, submit_review, unpin_note
from qa.reviews.events import ReviewSubmitted
from qa.reviews.models import Review, ReviewNote
from qa.reviews.refusals import (
    AnswerNotValid,
    CaseStillOpen,
    NoScorecard,
    NoteNotValid,
    OwnCase,
    ReviewIncomplete,
    ReviewIsSubmitted,
)
from qa.sampling.models import Pick
from qa.scorecards.models import Scorecard

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("scorecard")]
FULL = {"resolution": 3, "tone": 2, "compliance": 1, "escalation": -1}


def rate(case: Case, by: User, at: datetime, answers: dict[str, int]) -> None:
    for key, points in answers.items():
        answer_criterion(case=case, key=key, points=points, comment="", by=by, at=at)


def note(
    case: Case, by: User, at: datetime, position: int = 2, text: str = "Well said", key: str = "n-1"
) -> ReviewNote:
    return pin_note(
        case=case, position=position, text=text, criterion_key="tone", category="", key=key, by=by, at=at
    )


def test_answers_are_saved_one_by_one_on_one_draft(closed: Case, reviewer: User, at: datetime) -> None:
    rate(closed, reviewer, at, {"tone": 1})
    rate(closed, reviewer, at, {"tone": 2})
    review = Review.objects.get()
    assert [a.points for a in review.answers.all()] == [2]
    assert (review.is_submitted, review.agent) == (False, closed.owner)


def test_a_submitted_review_has_its_score_and_is_an_event(closed: Case, reviewer: User, at: datetime) -> None:
    Pick.objects.create(case=closed, reasons=["low_mood"], had_person=True, was_drawn=False, picked_at=at)
    rate(closed, reviewer, at, FULL)
    review = submit_review(case=closed, by=reviewer, at=at)
    assert review.score == 90  # (3 × 40 + 2 × 20 + 1 × 20) ÷ (3 × 40 + 3 × 20 + 1 × 20)
    event = closed.events.named(ReviewSubmitted).get()
    assert event.payload["answers"] == FULL
    assert Pick.objects.get().reviewed_at == at
    assert verify_chain(closed) == []


def test_a_failed_must_pass_item_sets_the_score_to_zero(closed: Case, reviewer: User, at: datetime) -> None:
    rate(closed, reviewer, at, {**FULL, "compliance": 0})
    assert submit_review(case=closed, by=reviewer, at=at).score == 0


def test_a_review_with_gaps_is_not_submitted(closed: Case, reviewer: User, at: datetime) -> None:
    rate(closed, reviewer, at, {"tone": 2})
    with pytest.raises(ReviewIncomplete) as refused:
        submit_review(case=closed, by=reviewer, at=at)
    assert refused.value.details["left"] == ["resolution", "compliance", "escalation"]


def test_a_submitted_review_stays_as_it_is(closed: Case, reviewer: User, at: datetime) -> None:
    rate(closed, reviewer, at, FULL)
    submit_review(case=closed, by=reviewer, at=at)
    for change in (
        lambda: rate(closed, reviewer, at, {"tone": 0}),
        lambda: note(closed, reviewer, at),
        lambda: submit_review(case=closed, by=reviewer, at=at),
    ):
        with pytest.raises(ReviewIsSubmitted):
            change()


def test_a_note_is_pinned_once_to_a_numbered_turn_and_can_be_taken_off(
    closed: Case, reviewer: User, at: datetime
) -> None:
    first = note(closed, reviewer, at)
    assert note(closed, reviewer, at) == first
    assert (first.turn.text, first.criterion.key if first.criterion else "") == (
        "I am sorry to hear that.",
        "tone",
    )
    unpin_note(case=closed, note_id=first.pk, by=reviewer, at=at)
    assert not ReviewNote.objects.exists()


@pytest.mark.parametrize(("position", "text"), [(0, "x"), (99, "x"), (9999, "x"), (1, "  ")])
def test_a_note_needs_a_turn_of_the_case_and_a_text(
    closed: Case, reviewer: User, at: datetime, position: int, text: str
) -> None:
    with pytest.raises(NoteNotValid):
        note(closed, reviewer, at, position, text)


@pytest.mark.parametrize(("key", "points"), [("tone", 4), ("compliance", 2), ("unknown", 1), ("tone", -2)])
def test_an_answer_outside_the_scale_is_refused(
    closed: Case, reviewer: User, at: datetime, key: str, points: int
) -> None:
    with pytest.raises(AnswerNotValid):
        answer_criterion(case=closed, key=key, points=points, comment="", by=reviewer, at=at)


def test_nobody_reviews_the_own_case(closed: Case, agent: User, at: datetime) -> None:
    agent.role = Role.REVIEWER
    with pytest.raises(OwnCase):
        start_review(case=closed, by=agent, at=at)


def test_an_open_case_is_not_reviewed(interaction: Interaction, reviewer: User, at: datetime) -> None:
    with pytest.raises(CaseStillOpen):
        start_review(case=interaction.case, by=reviewer, at=at)


def test_without_a_scorecard_there_is_no_review(closed: Case, reviewer: User, at: datetime) -> None:
    Scorecard.objects.all().delete()
    with pytest.raises(NoScorecard):
        start_review(case=closed, by=reviewer, at=at)
