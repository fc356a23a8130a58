"""What a test's process keeps in Valkey. `cache.clear()` would take away the keys of all processes that share it."""

from django.conf import settings

from cases.live import valkey


def forget_keys() -> None:
    """Takes away everything under this process's own prefix: counters, signs of typing, the cache."""
    keys = list(valkey().scan_iter(f"{settings.PREFIX}:*", count=1000))
    if keys:
        valkey().delete(*keys)
