"""Answering, pinning, submitting. Answers are saved one by one; only the submission is an event."""

from datetime import datetime

from django.db import transaction

from cases.casefiles.actions import lock_case
from cases.casefiles.models import Case
from cases.events.actions import record
from cases.events.actors import Actor
from cases.interactions.models import Interaction, Turn
from cases.people.models import User
from qa.reviews.events import ReviewSubmitted
from qa.reviews.models import Review, ReviewAnswer, ReviewNote
from qa.reviews.queries import scorecard_in_use
from qa.reviews.refusals import (
    AnswerNotValid,
    CaseStillOpen,
    NoScorecard,
    NoteNotValid,
    OwnCase,
    ReviewIncomplete,
    ReviewIsSubmitted,
)
from qa.reviews.transcript import LONGEST_TRANSCRIPT
from qa.sampling.models import Pick
from qa.scorecards.models import Criterion
from qa.scorecards.rules import NOT_APPLICABLE, Score, score_of


@transaction.atomic
def start_review(*, case: Case, by: User, at: datetime) -> Review:
    """The person's review of the case; made with the scorecard in use when there is none. Refuses the own
    case."""
    locked = lock_case(case.pk)
    known = Review.objects.filter(case=locked, reviewer=by).first()
    if known:
        return known
    if not locked.is_over:
        raise CaseStillOpen
    if Interaction.objects.filter(case=locked, agent=by).exists():
        raise OwnCase
    scorecard = scorecard_in_use()
    if scorecard is None:
        raise NoScorecard
    return Review.objects.create(
        case=locked, scorecard=scorecard, reviewer=by, agent_id=_agent_of(locked), started_at=at
    )


def _agent_of(case: Case) -> int | None:
    """Whom the review is about: the person who had the case last."""
    handled = Interaction.objects.filter(case=case, agent__isnull=False).order_by("-opened_at", "-pk")
    return handled.values_list("agent_id", flat=True).first() or case.owner_id


def _draft(case: Case, by: User, at: datetime) -> Review:
    review = start_review(case=case, by=by, at=at)
    if review.is_submitted:
        raise ReviewIsSubmitted
    return review


@transaction.atomic
def answer_criterion(
    *, case: Case, key: str, points: int | None, comment: str, by: User, at: datetime
) -> Review:
    """Saves the points (None: not rated yet) and the comment of one criterion on the person's draft."""
    review = _draft(case, by, at)
    criterion = review.scorecard.criteria.filter(key=key).first()
    if criterion is None or not _fits(points, criterion):
        raise AnswerNotValid
    ReviewAnswer.objects.update_or_create(
        review=review, criterion=criterion, defaults={"points": points, "comment": comment.strip()}
    )
    return review


def _fits(points: int | None, criterion: Criterion) -> bool:
    return points is None or points == NOT_APPLICABLE or 0 <= points <= criterion.item.best


@transaction.atomic
def pin_note(
    *,
    case: Case,
    position: int,
    text: str,
    criterion_key: str,
    category: str,
    key: str,
    by: User,
    at: datetime,
) -> ReviewNote:
    """Pins a note to the numbered turn of the case. The same `key` again gives the same note."""
    review = _draft(case, by, at)
    known = ReviewNote.objects.filter(review=review, key=key).first()
    if known:
        return known
    turn = _turn_at(case, position)
    if turn is None or not text.strip() or category not in ("", *ReviewNote.Category.values):
        raise NoteNotValid
    return ReviewNote.objects.create(
        review=review,
        turn=turn,
        criterion=review.scorecard.criteria.filter(key=criterion_key).first(),
        category=category,
        text=text.strip(),
        key=key,
        at=at,
    )


def _turn_at(case: Case, position: int) -> Turn | None:
    """Turns are numbered over all interactions of the case, from 1 to the last one that the page shows."""
    turns = Turn.objects.filter(case=case).order_by("seq")
    return turns[position - 1 : position].first() if 0 < position <= LONGEST_TRANSCRIPT else None


def unpin_note(*, case: Case, note_id: int, by: User, at: datetime) -> None:
    """Takes a note off the person's draft; does nothing when it is gone."""
    _draft(case, by, at).notes.filter(pk=note_id).delete()


@transaction.atomic
def submit_review(*, case: Case, by: User, at: datetime) -> Review:
    """Makes the person's review final with its score and records it on the case. Refuses while answers are
    missing."""
    locked = lock_case(case.pk)
    review = _draft(locked, by, at)
    answers = points_of(review)
    score = score_of([criterion.item for criterion in review.scorecard.criteria.all()], answers)
    if not score.is_complete:
        raise ReviewIncomplete(left=list(score.left))
    review.score, review.submitted_at = score.percent, at
    review.save(update_fields=["score", "submitted_at"])
    Pick.objects.filter(case=locked, reviewed_at__isnull=True).update(reviewed_at=at)
    record(locked, _submitted(review, answers, score), by=Actor.of(by), at=at)
    return review


def points_of(review: Review) -> dict[str, int]:
    """What was rated, by the key of its criterion."""
    answers = review.answers.select_related("criterion")
    return {answer.criterion.key: answer.points for answer in answers if answer.points is not None}


def _submitted(review: Review, answers: dict[str, int], score: Score) -> ReviewSubmitted:
    findings = review.notes.exclude(category="").values_list("category", flat=True)
    return ReviewSubmitted(
        review.pk, score.percent, str(review.scorecard), answers, list(score.failed), sorted(set(findings))
    )
