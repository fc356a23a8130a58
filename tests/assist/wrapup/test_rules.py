from datetime import UTC, datetime, timedelta

import pytest

from assist.wrapup.rules import MOST_EXTENSIONS, clock_of

START = datetime(2026, 11, 20, 14, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("mode", "after", "ends", "may_extend", "may_leave"),
    [
        ("optional", 10, None, False, True),
        ("mandatory", 10, None, False, True),
        ("timed", 10, 120, True, True),
        ("timed_strict", 10, 120, True, False),
        ("timed_strict", 120, 120, True, True),
    ],
)
def test_the_clock_of_each_mode(
    mode: str, after: int, ends: int | None, may_extend: bool, may_leave: bool
) -> None:
    at = START + timedelta(seconds=after)
    clock = clock_of(mode=mode, started_at=START, seconds=60, extensions=1)
    assert clock.ends_at == (START + timedelta(seconds=ends) if ends else None)
    assert (clock.may_extend, clock.may_leave(at)) == (may_extend, may_leave)


def test_ten_extensions_and_no_more() -> None:
    times = [clock_of(mode="timed", started_at=START, seconds=60, extensions=n) for n in (9, MOST_EXTENSIONS)]
    assert [clock.may_extend for clock in times] == [True, False]
