"""The breaker, the budget and the tries as tables."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from assist.providers.language.rules import (
    FAILURES_TO_REST,
    FIRST_REST,
    LONGEST_REST,
    MISCONFIGURED_REST,
    PROBE_LASTS,
    Health,
    Spent,
    after_failure,
    another_try,
    may_pass,
    pause_before,
    would_overrun,
)

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("health", "passes"),
    [
        (Health(), "pass"),
        (Health(failures=3), "pass"),
        (Health(4, 1, NOW + SECOND), "rest"),
        (Health(4, 1, NOW), "probe"),
        (Health(4, 1, NOW - SECOND, probe_at=NOW - SECOND), "rest"),
        (Health(4, 1, NOW - SECOND, probe_at=NOW - PROBE_LASTS), "probe"),
    ],
)
def test_who_may_pass(health: Health, passes: str) -> None:
    assert may_pass(health, NOW) == passes


def test_failures_in_a_row_make_it_rest_and_a_failed_probe_twice_as_long() -> None:
    health = Health()
    for _ in range(FAILURES_TO_REST - 1):
        health = after_failure(health, state="failed", at=NOW)
        assert health.resting_until is None
    health = after_failure(health, state="late", at=NOW)
    assert health.resting_until == NOW + FIRST_REST
    later = NOW + FIRST_REST
    assert after_failure(health, state="failed", at=later).resting_until == later + 2 * FIRST_REST


def test_it_never_rests_longer_than_the_longest_rest() -> None:
    health = Health(9, 20, NOW)
    assert after_failure(health, state="failed", at=NOW).resting_until == NOW + LONGEST_REST


def test_a_wrong_key_rests_at_once() -> None:
    assert after_failure(Health(), state="misconfigured", at=NOW).resting_until == NOW + MISCONFIGURED_REST


@pytest.mark.parametrize(
    ("spent", "more", "tokens", "cost", "over"),
    [
        (Spent(900, Decimal(0)), Spent(100, Decimal(0)), 1000, Decimal(0), False),
        (Spent(900, Decimal(0)), Spent(101, Decimal(0)), 1000, Decimal(0), True),
        (Spent(10**9, Decimal(0)), Spent(1, Decimal(0)), 0, Decimal(0), False),
        (Spent(0, Decimal("0.99")), Spent(1, Decimal("0.02")), 0, Decimal(1), True),
        (Spent(0, Decimal("0.99")), Spent(1, Decimal("0.01")), 0, Decimal(1), False),
    ],
)
def test_the_budget(spent: Spent, more: Spent, tokens: int, cost: Decimal, over: bool) -> None:
    assert would_overrun(spent, more, tokens_an_hour=tokens, cost_an_hour=cost) is over


@pytest.mark.parametrize(
    ("tries", "retry_after", "chance", "seconds"),
    [(1, None, 0, 0.125), (1, None, 1, 0.25), (2, None, 1, 0.5), (9, None, 1, 2.0), (1, 7.0, 0.3, 7.0)],
)
def test_the_pause_before_a_try(tries: int, retry_after: float | None, chance: float, seconds: float) -> None:
    assert pause_before(tries, retry_after=retry_after, chance=chance) == seconds


@pytest.mark.parametrize(
    ("tries", "may_retry", "pause", "left", "again"),
    [
        (1, True, 0.2, 5, True),
        (1, True, 7, 5, False),
        (1, False, 0, 5, False),
        (3, True, 0, 5, False),
        (1, True, 0.2, 0.4, False),
    ],
)
def test_when_another_try_is_sensible(
    tries: int, may_retry: bool, pause: float, left: float, again: bool
) -> None:
    assert another_try(tries, may_retry=may_retry, pause=pause, left=left) is again
