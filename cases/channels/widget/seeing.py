"""When a visitor's page was last heard of. Kept in the cache: losing it only makes us wait longer."""

from datetime import datetime, timedelta
from typing import Any

import structlog
from django.core.cache import cache

GONE_AFTER = timedelta(minutes=10)
KEPT_SECONDS = 24 * 3600

log = structlog.get_logger(__name__)


def note_seen(interaction_id: int, *, at: datetime) -> None:
    """The visitor's page was heard of. A cache that is down holds nobody up."""
    try:
        cache.set(_key(interaction_id), at, KEPT_SECONDS)
    except Exception:
        log.warning("widget_seen_not_kept")


def is_gone(interaction_id: int, *, at: datetime) -> bool:
    """Whether the page has been silent for ten minutes; the first question about an unknown one starts the clock."""
    seen = _seen(interaction_id)
    if seen is None:
        note_seen(interaction_id, at=at)
        return False
    return bool(at - seen >= GONE_AFTER)


def _seen(interaction_id: int) -> Any:
    try:
        return cache.get(_key(interaction_id))
    except Exception:
        log.warning("widget_seen_not_read")
        return None


def _key(interaction_id: int) -> str:
    return f"widget.seen.{interaction_id}"
