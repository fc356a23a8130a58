"""Rate limits by counters in Redis. Without Redis nothing is limited: a customer's words are worth more
than the count."""

from datetime import datetime

import redis
import structlog
from django.conf import settings

from cases.channels.widget import words
from cases.channels.widget.refusals import WritingTooFast
from cases.channels.widget.rules import LIMITS, Limit, window_of
from cases.live import valkey

log = structlog.get_logger(__name__)


def limit_pace(what: str, who: str, *, at: datetime) -> None:
    """Counts one more `what` of `who`; refuses with the seconds to wait when that is too many."""
    limit = limit_of(what)
    window, left = window_of(limit, at)
    if _count(f"widget.pace.{what}.{who}.{window}", limit.seconds) > limit.times:
        raise WritingTooFast(advice=words.TOO_FAST_ADVICE.format(seconds=left), retry_after=left)


def limit_of(what: str) -> Limit:
    """The default or what `settings.WIDGET_LIMITS` says instead, times `settings.WIDGET_PACE`."""
    limits: dict[str, Limit] = {**LIMITS, **getattr(settings, "WIDGET_LIMITS", {})}
    return Limit(limits[what].times * settings.WIDGET_PACE, limits[what].seconds)


def _count(key: str, seconds: int) -> int:
    name = f"{settings.PREFIX}:{key}"
    try:
        together = valkey().pipeline(transaction=False)
        together.incr(name)
        together.expire(name, seconds + 5)
        return int(together.execute()[0])
    except redis.RedisError:
        log.warning("pace_not_counted", key=key)
        return 0
