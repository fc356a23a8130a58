import pytest

from qa.sampling.rules import Reason, Traits, draw_of, margin_of_error, reasons_to_pick

R = Reason


@pytest.mark.parametrize(
    ("traits", "draw", "expected"),
    [
        (Traits(None, False, False, False), 0.1, [R.AI_SAMPLE]),
        (Traits(None, False, False, False), 0.9, []),
        (Traits(0.2, False, False, True), 0.1, [R.PEOPLE_SAMPLE]),
        (Traits(0.2, False, False, True), 0.2, []),
        (Traits(-0.4, False, False, True), 0.9, [R.LOW_MOOD]),
        (Traits(-0.39, False, False, True), 0.9, []),
        (Traits(-0.8, True, True, True), 0.0, [R.TOOL_FAILED, R.LOW_MOOD, R.ESCALATED, R.PEOPLE_SAMPLE]),
    ],
)
def test_flagged_cases_are_always_picked_and_others_by_their_draw(
    traits: Traits, draw: float, expected: list[Reason]
) -> None:
    assert reasons_to_pick(traits, draw) == expected


def test_a_draw_depends_on_its_seed_alone_and_spreads_evenly() -> None:
    draws = [draw_of(f"seed-{n}") for n in range(2000)]
    assert draws == [draw_of(f"seed-{n}") for n in range(2000)]
    assert all(0 <= draw < 1 for draw in draws)
    assert 0.22 < sum(draw < 0.25 for draw in draws) / 2000 < 0.28


@pytest.mark.parametrize(
    ("sample", "population", "expected"),
    [(0, 100, None), (100, 100, 0.0), (1, 1, 0.0), (96, 10**9, 10.0), (20, 84, 19.2), (384, 10**9, 5.0)],
)
def test_the_margin_of_error_is_that_of_a_draw_without_replacement(
    sample: int, population: int, expected: float | None
) -> None:
    assert margin_of_error(sample, population) == expected


def test_every_reason_has_words() -> None:
    assert all(reason.words for reason in Reason)
