import pytest
from hypothesis import given
from hypothesis import strategies as st

from assist.understanding.rules import best_of, falls, updated_belief

STATUS, REFUND, CRISIS = (
    {"order_status": 0.9, "refund": 0.1},
    {"order_status": 0.1, "refund": 0.9},
    {"crisis": 1.0},
)


def after(
    belief: dict[str, float],
    turn: dict[str, float],
    words: int = 8,
    *,
    empty: bool = False,
    grave: bool = False,
) -> str:
    return best_of(updated_belief(belief, turn, words=words, is_empty=empty, is_grave=grave)).intent


def test_the_first_request_is_the_belief() -> None:
    assert after({}, STATUS) == "order_status"


def test_small_talk_changes_nothing() -> None:
    assert updated_belief(STATUS, REFUND, words=1, is_empty=True, is_grave=False) == STATUS


def test_one_clear_turn_changes_the_belief() -> None:
    assert after(STATUS, REFUND) == "refund"


def test_a_few_vague_words_do_not() -> None:
    assert after(STATUS, {"refund": 0.4, "order_status": 0.3, "other": 0.3}, words=2) == "order_status"


def test_a_grave_turn_counts_nearly_alone() -> None:
    assert after(STATUS, CRISIS, words=2, grave=True) == "crisis"


@given(
    st.dictionaries(st.sampled_from("abcd"), st.floats(0.01, 1), max_size=4),
    st.dictionaries(st.sampled_from("abcd"), st.floats(0.01, 1), min_size=1, max_size=4),
    st.integers(1, 30),
)
def test_a_belief_is_shares_of_one(belief: dict[str, float], turn: dict[str, float], words: int) -> None:
    updated = updated_belief(belief, turn, words=words, is_empty=False, is_grave=False)
    assert sum(updated.values()) == pytest.approx(1, abs=0.01)


@pytest.mark.parametrize(
    ("course", "is_falling"),
    [
        ((0.5, -0.6), True),
        ((0.3, 0.0, -0.3), True),
        ((0.3, 0.2, 0.1), False),
        ((-0.5,), False),
        ((-0.5, 0.2), False),
    ],
)
def test_a_falling_mood_is_noticed(course: tuple[float, ...], is_falling: bool) -> None:
    assert falls(course) is is_falling
