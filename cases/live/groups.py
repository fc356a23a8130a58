"""Names of groups, and `push`: a hint to everybody in a group."""

from functools import lru_cache
from typing import Any

import redis
from channels.layers import get_channel_layer
from django.conf import settings


def case_group(case_id: int) -> str:
    return f"case.{case_id}"


def desk_group(user_id: int) -> str:
    return f"desk.{user_id}"


def floor_group(team_id: int | str) -> str:
    return f"floor.{team_id}"


def widget_group(interaction_id: int) -> str:
    return f"widget.{interaction_id}"


@lru_cache(maxsize=1)
def valkey() -> redis.Redis:
    """The plain client of this process, safe for all its threads."""
    return redis.Redis.from_url(settings.REDIS_URL, socket_timeout=2, socket_connect_timeout=2)


def push(group: str, message: dict[str, Any]) -> None:
    """Sends `message` (its `type` names the consumer's method) to the group. At most once, lost when nobody listens.

    Publishes with a plain client what the channel layer would: from a thread without an event loop the layer itself
    would open a new connection for every message.
    """
    layer = get_channel_layer()
    channel = f"{settings.PREFIX}:layer__group__{group}"
    valkey().publish(channel, layer.serialize(message))
