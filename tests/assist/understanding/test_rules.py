import pytest

from assist.understanding.rules import falls


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
