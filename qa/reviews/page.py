"""One review with its transcript and its sheet, as the page shows it."""

from dataclasses import dataclass
from typing import Any

from cases.casefiles.models import Case
from cases.interactions.models import Interaction
from cases.people.models import User
from cases.people.permissions import Permission
from qa.reviews.models import Review, ReviewNote
from qa.reviews.queries import LIST, picks_for, scorecard_in_use
from qa.reviews.transcript import NumberedTurn, mood_points, numbered_turns
from qa.sampling.models import Pick
from qa.scorecards.models import Criterion, Scorecard
from qa.scorecards.rules import Score, score_of


@dataclass(frozen=True)
class RatedCriterion:
    number: int
    criterion: Criterion
    value: str
    comment: str
    pinned: str
    anchor: str
    pin_key: str


@dataclass(frozen=True)
class ReviewPage:
    """Everything that the review page shows. `review` is None before the first answer."""

    case: Case
    pick: Pick | None
    review: Review | None
    scorecard: Scorecard | None
    turns: list[NumberedTurn]
    criteria: list[RatedCriterion]
    score: Score
    mood: list[tuple[float, float]]
    channel: str
    handled_by: str
    can_edit: bool
    can_replay: bool
    place: int
    of: int
    previous: int | None
    next: int | None

    @property
    def mood_line(self) -> str:
        return " ".join(f"{x},{y}" for x, y in self.mood)

    @property
    def mood_sentence(self) -> str:
        """The course of the mood, for who does not see the line."""
        moods = [mood for _, mood in self.case.mood_course]
        return f"Mood over {len(moods)} messages, from {min(moods)} to {max(moods)}, {moods[-1]} at the end."


def review_page(case: Case, user: User) -> ReviewPage:
    review = _review_for(case, user)
    scorecard = review.scorecard if review else scorecard_in_use()
    notes = list(review.notes.select_related("criterion", "turn")) if review else []
    turns = numbered_turns(case, notes)
    criteria, score = _rated(scorecard, review, notes, turns)
    interaction = Interaction.objects.filter(case=case).select_related("agent").order_by("-opened_at").first()
    place, of, previous, following = _place(case, user)
    return ReviewPage(
        case=case,
        pick=Pick.objects.filter(case=case).first(),
        review=review,
        scorecard=scorecard,
        turns=turns,
        criteria=criteria,
        score=score,
        mood=mood_points(case.mood_course, turns),
        channel=interaction.channel if interaction else "",
        handled_by=interaction.agent.name if interaction and interaction.agent else "AI agent",
        can_replay=user.can(Permission.SEE_AUDIT)
        and Case.objects.visible_to(user).filter(pk=case.pk).exists(),
        can_edit=user.can(Permission.REVIEW_CASES) and not (review and review.is_submitted),
        place=place,
        of=of,
        previous=previous,
        next=following,
    )


def _review_for(case: Case, user: User) -> Review | None:
    """The person's own review, else the latest submitted one that they may see; a reviewer never sees
    another's before."""
    seen = Review.objects.visible_to(user).filter(case=case).select_related("scorecard", "agent", "reviewer")
    own = seen.filter(reviewer=user).first()
    if own or user.can(Permission.REVIEW_CASES):
        return own
    return seen.submitted().order_by("-submitted_at").first()


def _rated(
    scorecard: Scorecard | None, review: Review | None, notes: list[ReviewNote], turns: list[NumberedTurn]
) -> tuple[list[RatedCriterion], Score]:
    criteria = list(scorecard.criteria.all()) if scorecard else []
    answers = {answer.criterion_id: answer for answer in review.answers.all()} if review else {}
    numbers = {note.pk: turn.number for turn in turns for note in turn.notes}
    rated = [
        _rated_one(
            place,
            criterion,
            answers.get(criterion.pk),
            {note.pk: numbers[note.pk] for note in notes if note.criterion_id == criterion.pk},
        )
        for place, criterion in enumerate(criteria, start=1)
    ]
    given = {criterion.key: answers[criterion.pk].points for criterion in criteria if criterion.pk in answers}
    points = {key: value for key, value in given.items() if value is not None}
    return rated, score_of([criterion.item for criterion in criteria], points)


def _rated_one(number: int, criterion: Criterion, answer: Any, pinned: dict[int, int]) -> RatedCriterion:
    """`pinned` are the numbers of the turns by the note that is pinned there."""
    value = (
        "" if answer is None or answer.points is None else "na" if answer.points < 0 else str(answer.points)
    )
    return RatedCriterion(
        number=number,
        criterion=criterion,
        value=value,
        comment=answer.comment if answer else "",
        pinned=", ".join(str(turn) for turn in sorted(set(pinned.values()))),
        anchor=criterion.anchors.get(value, ""),
        pin_key=f"{criterion.key}-{max(pinned, default=0)}",
    )


def _place(case: Case, user: User) -> tuple[int, int, int | None, int | None]:
    """The case's place in the person's list, its length, and the numbers of the cases before and after."""
    numbers = [pick.case.number for pick in picks_for(user)[:LIST]]
    if case.number not in numbers:
        return 0, len(numbers), None, numbers[0] if numbers else None
    at = numbers.index(case.number)
    return (
        at + 1,
        len(numbers),
        numbers[at - 1] if at else None,
        numbers[at + 1] if at + 1 < len(numbers) else None,
    )
