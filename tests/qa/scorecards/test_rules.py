import pytest

from qa.scorecards.rules import Item, score_of

ITEMS = [Item("resolution", 40, 3), Item("tone", 20, 3), Item("compliance", 20, 1, is_auto_fail=True)]


@pytest.mark.parametrize(
    ("answers", "percent", "left", "failed"),
    [
        ({}, None, ("resolution", "tone", "compliance"), ()),
        ({"resolution": 3, "tone": 3, "compliance": 1}, 100, (), ()),
        ({"resolution": 3, "tone": 0, "compliance": 1}, 70, (), ()),
        ({"resolution": 2, "tone": 2, "compliance": 1}, 70, (), ()),
        ({"resolution": 3, "tone": 3, "compliance": 0}, 0, (), ("compliance",)),
        ({"resolution": 3, "tone": -1, "compliance": -1}, 100, (), ()),
        ({"resolution": 3}, 100, ("tone", "compliance"), ()),
        ({"resolution": -1, "tone": -1, "compliance": -1}, None, (), ()),
    ],
)
def test_points_times_weight_over_what_applies(
    answers: dict[str, int], percent: int | None, left: tuple[str, ...], failed: tuple[str, ...]
) -> None:
    score = score_of(ITEMS, answers)
    assert (score.percent, score.left, score.failed) == (percent, left, failed)


def test_a_score_is_complete_when_nothing_is_left() -> None:
    assert not score_of(ITEMS, {"tone": 1}).is_complete
    assert score_of(ITEMS[:1], {"resolution": 1}).is_complete
