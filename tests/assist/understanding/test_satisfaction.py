"""Satisfaction learned from ratings: on contacts made up here, since no public data may stand in the repository."""

from functools import cache

import numpy as np
import pytest

from assist.providers.embeddings import embed
from assist.understanding.course.moments import Moment, signals
from assist.understanding.satisfaction import (
    RatedTurn,
    Satisfaction,
    SatisfactionModel,
    fair_thresholds,
    labels_of,
    majority,
    shares_of,
)

PLACES = ("hall", "garden", "tower", "mill", "bridge", "station", "school", "harbour", "market", "lodge")


@cache
def rated_turns() -> tuple[RatedTurn, ...]:
    """Ten contacts: a wish (neutral), a failure and a repetition (low), thanks (high)."""
    turns = []
    for place in PLACES:
        wish = f"I'd like to book a room near the {place}."
        failed = f"Sorry, I was unable to book near the {place}."
        done = f"Your room near the {place} is booked."
        turns += [
            RatedTurn(Moment(wish), (3, 3, 3), place),
            RatedTurn(Moment(f"No, try again near the {place}.", (wish,), (failed,)), (2, 2, 3), place),
            RatedTurn(Moment("Perfect, thank you so much!", (wish,), (done,)), (4, 5, 3), place),
        ]
    return tuple(turns)


@cache
def model() -> SatisfactionModel:
    return SatisfactionModel.fit(rated_turns())


def read(now: str, *, earlier: tuple[str, ...] = (), answers: tuple[str, ...] = ()) -> Satisfaction:
    return model().read(Moment(now, earlier, answers), embed([now])[0])


@pytest.mark.parametrize(
    ("ratings", "label"),
    [
        ((3, 3, 4), "neutral"),
        ((2, 3, 2), "low"),
        ((4, 4, 3), "high"),
        ((2, 2, 3, 3), "low"),
        ((3, 3, 4, 4), "neutral"),
    ],
)
def test_most_raters_decide_and_where_they_are_even_the_lower_one(
    ratings: tuple[int, ...], label: str
) -> None:
    assert majority(ratings) == label


def test_the_shares_keep_what_the_majority_throws_away() -> None:
    assert shares_of((1, 3, 3, 4)) == (0.25, 0.25)


def test_what_failed_reads_low_and_what_worked_reads_high() -> None:
    wish = "I'd like to book a room near the church."
    low = read("No, please try again.", earlier=(wish,), answers=("Sorry, I was unable to book it.",))
    high = read("Perfect, thanks a lot!", earlier=(wish,), answers=("Your room is booked.",))
    assert (low.label, high.label) == ("low", "high")
    assert low.low > high.low


def test_the_same_ratings_give_the_same_model_to_the_byte() -> None:
    again = SatisfactionModel.fit(rated_turns())
    assert again.to_bytes() == model().to_bytes()
    assert again.version == model().version


def test_a_kept_model_reads_like_the_one_that_was_trained() -> None:
    kept = SatisfactionModel.from_bytes(model().to_bytes())
    moment = Moment("No, that is wrong.", ("A room please",), ("It is booked.",))
    vector = embed([moment.now])[0]
    assert kept.read(moment, vector) == model().read(moment, vector)


def test_the_thresholds_find_rare_labels_as_well_as_the_common_one() -> None:
    shares = np.array([[0.1, 0.1]] * 90 + [[0.3, 0.1]] * 5 + [[0.1, 0.4]] * 5)
    labels = ["neutral"] * 90 + ["low"] * 5 + ["high"] * 5
    said = labels_of(shares, *fair_thresholds(shares, labels))
    assert list(said) == labels


def test_a_repeated_number_and_an_answered_question_are_signals() -> None:
    first = signals(Moment("My order is 58213."))
    again = signals(Moment("My order is 58213.", ("Order 58213 is late.",), ("What is your order number?",)))
    assert first.shape == again.shape
    assert not np.array_equal(first, again)
