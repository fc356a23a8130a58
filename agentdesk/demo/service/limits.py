"""The rate limit: a bucket of tokens for each caller."""

import math
import threading


class RateLimit:
    """So many requests a second on average, so many at once. `wait(caller, now)` says how long to hold
    off."""

    def __init__(self, per_second: float, at_once: int) -> None:
        self._rate, self._size = per_second, float(at_once)
        self._lock = threading.Lock()
        self._buckets: dict[str, tuple[float, float]] = {}

    def wait(self, caller: str, now: float) -> int:
        """0 when the request may pass, else the whole seconds after which one may."""
        with self._lock:
            level, seen = self._buckets.get(caller, (self._size, now))
            level = min(self._size, level + (now - seen) * self._rate)
            passes = level >= 1
            self._buckets[caller] = (level - 1 if passes else level, now)
        return 0 if passes else max(1, math.ceil((1 - level) / self._rate))
