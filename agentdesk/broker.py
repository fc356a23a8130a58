"""Celery's Redis transport with one client a channel.

Kombu makes a new client object for every publish and every acknowledgement. With redis-py that costs more than the command
itself; the connections behind it are pooled either way.
"""

from functools import cached_property
from typing import Any

from kombu import transport
from kombu.transport import redis


class Channel(redis.Channel):
    def _create_client(self, asynchronous: bool = False) -> Any:
        return super()._create_client(asynchronous=True) if asynchronous else self._only_client

    @cached_property
    def _only_client(self) -> Any:
        return super()._create_client()


class Transport(redis.Transport):
    Channel = Channel


def use_one_client() -> None:
    """From now on redis:// and rediss:// mean this transport. The address of a broker names it by the scheme alone."""
    for scheme in ("redis", "rediss"):
        transport.TRANSPORT_ALIASES[scheme] = f"{__name__}:Transport"
