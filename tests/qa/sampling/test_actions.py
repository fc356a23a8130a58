from collections.abc import Callable
from datetime import datetime

import pytest

from cases.casefiles.actions import set_mood
from cases.casefiles.models import Case
from cases.events.actors import SYSTEM
from qa.sampling.actions import pick_case
from qa.sampling.events import CasePicked
from qa.sampling.models import Pick
from qa.sampling.queries import sample_worth, traits_of
from qa.sampling.rules import PEOPLE_SHARE, draw_of

pytestmark = pytest.mark.django_db
LUCKY = next(f"s{n}" for n in range(1000) if draw_of(f"s{n}") < PEOPLE_SHARE)
UNLUCKY = next(f"s{n}" for n in range(1000) if draw_of(f"s{n}") > 0.5)


def test_a_case_is_picked_once_with_its_reason_on_the_timeline(closed: Case, at: datetime) -> None:
    first = pick_case(case=closed, seed=LUCKY, by=SYSTEM, at=at)
    assert pick_case(case=closed, seed=LUCKY, by=SYSTEM, at=at) == first
    assert (Pick.objects.count(), closed.events.named(CasePicked).count()) == (1, 1)
    assert first is not None
    assert (first.was_drawn, first.why) == (True, "random, handled by people")


def test_a_case_without_a_reason_is_left_alone(closed: Case, at: datetime) -> None:
    assert pick_case(case=closed, seed=UNLUCKY, by=SYSTEM, at=at) is None
    assert not Pick.objects.exists()


def test_a_low_mood_is_picked_whatever_the_draw(closed: Case, at: datetime) -> None:
    set_mood(case=closed, mood=-0.7, turn_seq=3)
    pick = pick_case(case=closed, seed=UNLUCKY, by=SYSTEM, at=at)
    assert pick is not None
    assert (pick.reasons, pick.was_drawn) == (["low_mood"], False)


def test_closing_a_case_lets_the_sample_decide(closed: Case, settle: Callable[[], int]) -> None:
    set_mood(case=closed, mood=-0.9, turn_seq=3)
    settle()
    assert Pick.objects.filter(case=closed).exists()


def test_the_traits_tell_people_from_machines(closed: Case) -> None:
    assert traits_of(closed).had_person
    assert not traits_of(closed).had_failed_tool


def test_the_worth_of_the_sample_counts_the_last_week(closed: Case, at: datetime) -> None:
    pick_case(case=closed, seed=LUCKY, by=SYSTEM, at=at)
    worth = sample_worth(at=at)
    assert (worth.closed, worth.picked, worth.drawn, worth.reviewed, worth.margin) == (1, 1, 1, 0, 0.0)
