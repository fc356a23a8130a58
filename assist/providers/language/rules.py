"""When a service is left alone, when a budget is spent, when another try is sensible. Plain values only."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

FAILURES_TO_REST = 4
FIRST_REST, LONGEST_REST = timedelta(seconds=30), timedelta(minutes=10)
MISCONFIGURED_REST = timedelta(minutes=5)
PROBE_LASTS = timedelta(seconds=30)  # a probe whose process died is forgotten after this
TRIES = 3
FIRST_PAUSE, LONGEST_PAUSE = 0.25, 2.0
LEAST_SECONDS = 0.3  # what is left below this is too little for another try


@dataclass(frozen=True)
class Health:
    """What is known of a service: failures in a row, and until when it is left alone."""

    failures: int = 0
    rests: int = 0  # how often in a row it was left alone
    resting_until: datetime | None = None
    probe_at: datetime | None = None


@dataclass(frozen=True)
class Spent:
    """Tokens and money of one hour, with what calls under way have reserved."""

    tokens: int = 0
    cost: Decimal = Decimal(0)


def may_pass(health: Health, at: datetime) -> str:
    """ "pass", "probe" (the one call that tries whether it works again) or "rest"."""
    if health.resting_until is None:
        return "pass"
    if at < health.resting_until:
        return "rest"
    is_probed = health.probe_at is not None and at - health.probe_at < PROBE_LASTS
    return "rest" if is_probed else "probe"


def after_failure(health: Health, *, state: str, at: datetime) -> Health:
    """One more failure. A wrong key rests at once; a failed probe rests twice as long as before."""
    failures = health.failures + 1
    is_probe = health.resting_until is not None
    if state == "misconfigured":
        return Health(failures, health.rests + 1, at + MISCONFIGURED_REST)
    if is_probe or failures >= FAILURES_TO_REST:
        rest = min(FIRST_REST * 2**health.rests, LONGEST_REST)
        return Health(failures, health.rests + 1, at + rest)
    return Health(failures, health.rests)


def would_overrun(spent: Spent, more: Spent, *, tokens_an_hour: int, cost_an_hour: Decimal) -> bool:
    """Whether the hour's budget does not bear this call. 0 is no limit."""
    over_tokens = bool(tokens_an_hour) and spent.tokens + more.tokens > tokens_an_hour
    over_cost = bool(cost_an_hour) and spent.cost + more.cost > cost_an_hour
    return over_tokens or over_cost


def pause_before(tries: int, *, retry_after: float | None, chance: float) -> float:
    """Seconds before the next try: what the service asked for, else doubling with full jitter (`chance` from 0 to 1)."""
    if retry_after is not None:
        return retry_after
    return float(min(FIRST_PAUSE * 2 ** (tries - 1), LONGEST_PAUSE) * (0.5 + chance / 2))


def another_try(tries: int, *, may_retry: bool, pause: float, left: float) -> bool:
    """Whether a further try still fits before the deadline."""
    return may_retry and tries < TRIES and pause + LEAST_SECONDS < left
