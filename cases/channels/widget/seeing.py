"""When a visitor's page was last heard of. Kept in Valkey: losing it only makes us wait longer."""

from datetime import UTC, datetime, timedelta

import redis
import structlog
from django.conf import settings

from cases.live import valkey

GONE_AFTER = timedelta(minutes=10)
KEPT_SECONDS = 24 * 3600

log = structlog.get_logger(__name__)


def note_seen(interaction_id: int, *, at: datetime) -> None:
    """The visitor's page was heard of. A Valkey that is down holds nobody up."""
    try:
        valkey().set(_key(interaction_id), at.timestamp(), ex=KEPT_SECONDS)
    except redis.RedisError:
        log.warning("widget_seen_not_kept")


def is_gone(interaction_id: int, *, at: datetime) -> bool:
    """Whether the page has been silent for ten minutes; the first question about an unknown one starts the clock."""
    seen = _seen(interaction_id)
    if seen is None:
        note_seen(interaction_id, at=at)
        return False
    return at - seen >= GONE_AFTER


def _seen(interaction_id: int) -> datetime | None:
    try:
        kept = valkey().get(_key(interaction_id))
    except redis.RedisError:
        log.warning("widget_seen_not_read")
        return None
    return datetime.fromtimestamp(float(kept), UTC) if kept else None


def _key(interaction_id: int) -> str:
    return f"{settings.PREFIX}:widget.seen.{interaction_id}"
