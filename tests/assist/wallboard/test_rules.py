import pytest

from assist.wallboard.rules import (
    AgentNow,
    Answering,
    Tone,
    clock,
    level_tone,
    mood_direction,
    mood_word,
    wait_tone,
    why_listed,
)
from assist.wallboard.thresholds import WAIT, Reading, changes_of


@pytest.mark.parametrize(
    ("answering", "level", "abandonment"),
    [
        (Answering(), None, None),
        (Answering(answered=4, in_time=3, queued=4), 75, 0.0),
        (Answering(answered=8, in_time=8, abandoned=2, queued=10), 80, 20.0),
        (Answering(answered=8, in_time=8, abandoned=2, short=2, queued=10), 100, 0.0),
        (Answering(answered=0, in_time=0, abandoned=1, short=1, queued=1), None, None),
    ],
)
def test_service_level_and_abandonment_leave_short_abandons_out(
    answering: Answering, level: int | None, abandonment: float | None
) -> None:
    assert (answering.service_level, answering.abandonment) == (level, abandonment)


def test_two_queues_add_up() -> None:
    both = Answering(answered=1, in_time=1, queued=1) + Answering(answered=1, in_time=0, queued=1)
    assert both.service_level == 50


@pytest.mark.parametrize(("level", "tone"), [(None, ""), (80, "ok"), (79, "warn"), (75, "warn"), (74, "bad")])
def test_a_level_is_on_target_below_or_in_breach(level: int | None, tone: str) -> None:
    assert level_tone(level, 80) == tone


@pytest.mark.parametrize(
    ("seconds", "tone"), [(20, Tone.OK), (21, Tone.WARN), (89, Tone.WARN), (90, Tone.BAD)]
)
def test_a_wait_turns_amber_and_then_red(seconds: int, tone: Tone) -> None:
    assert wait_tone(seconds, 20) == tone


@pytest.mark.parametrize(
    ("seconds", "text"), [(0, "0:00"), (48, "0:48"), (401, "6:41"), (3840, "1 h 04"), (-3, "0:00")]
)
def test_times_read_like_on_a_clock(seconds: int, text: str) -> None:
    assert clock(seconds) == text


@pytest.mark.parametrize(
    ("course", "direction"),
    [
        ([], ""),
        ([0.2, -0.5], ""),
        ([0.2, -0.2, -0.6], "falling"),
        ([-0.6, -0.2, 0.4, 0.5], "rising"),
        ([0.1, 0.1, 0.1], "steady"),
    ],
)
def test_a_direction_needs_three_turns(course: list[float], direction: str) -> None:
    assert mood_direction(course) == direction


def test_a_mood_is_a_word_and_never_a_number() -> None:
    assert [mood_word(m) for m in (-0.9, -0.3, 0, 0.6)] == ["Very low", "Low", "Neutral", "Good"]


@pytest.mark.parametrize(
    ("value", "raised", "lately", "expected"),
    [
        (89, False, False, ([], [])),
        (90, False, False, (["w"], [])),
        (80, True, False, ([], [])),
        (75, True, False, ([], [])),
        (74, True, False, ([], ["w"])),
        (120, False, True, ([], [])),
    ],
)
def test_an_alarm_goes_up_at_ninety_and_down_below_seventy_five(
    value: float, raised: bool, lately: bool, expected: tuple[list[str], list[str]]
) -> None:
    before, quiet = (["w"] if raised else []), (["w"] if lately else [])
    assert changes_of([Reading("w", value, WAIT)], before, quiet) == expected


def test_what_is_no_longer_measured_is_cleared() -> None:
    assert changes_of([], ["w"], []) == ([], ["w"])


@pytest.mark.parametrize(
    ("agent", "why"),
    [
        (AgentNow("available", 0, 0, 9000), ""),
        (AgentNow("break", 0, 0, 901), "Break over 15 min"),
        (AgentNow("break", 0, 0, 900), ""),
        (AgentNow("available", 1, 0, 700, usual=300), "Twice the usual length"),
        (AgentNow("available", 1, 0, 500, usual=300), ""),
        (AgentNow("available", 0, 1, 200, wrap_up_limit=180), "Wrap-up over its time"),
        (AgentNow("unresponsive", 0, 0, 5), "Missed two offers"),
    ],
)
def test_an_agent_is_listed_with_a_reason(agent: AgentNow, why: str) -> None:
    assert why_listed(agent) == why
