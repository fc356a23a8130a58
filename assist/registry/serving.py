"""What serves in this process: versions and the models read from them, kept until another version takes the place.

One small query tells which versions serve, at most once in `settings.REGISTRY_REFRESH_SECONDS` for all kinds; an artefact is
fetched and read once. So a promotion reaches every worker within a second, without a restart.
"""

import threading
import time
from collections.abc import Callable
from typing import Any, TypeVar

from django.conf import settings

from assist.registry.models import ModelVersion
from assist.registry.versions import Version

M = TypeVar("M")
Place = tuple[str, str]  # kind and state

_lock = threading.RLock()
_looked_at = float("-inf")
_places: dict[Place, int] = {}
_versions: dict[int, Version] = {}
_models: dict[tuple[int, Callable[[bytes], Any]], Any] = {}


def serving(kind: str, state: str) -> Version | None:
    """The version of the kind in that state ("live" or "shadow"), if there is one."""
    with _lock:
        pk = _current_places().get((kind, state))
        return _version(pk) if pk else None


def read_serving(kind: str, state: str, read: Callable[[bytes], M]) -> tuple[Version, M] | None:
    """The version and the model that `read` makes of its artefact, read once a process."""
    with _lock:
        version = serving(kind, state)
        if version is None:
            return None
        key = (_places[kind, state], read)
        if key not in _models:
            _models[key] = read(version.artefact)
        return version, _models[key]


def forget() -> None:
    """Looks anew at the next question; for tests and for the process that has just promoted."""
    global _looked_at
    with _lock:
        _looked_at = float("-inf")


def _current_places() -> dict[Place, int]:
    global _looked_at
    if time.monotonic() - _looked_at >= settings.REGISTRY_REFRESH_SECONDS:
        rows = ModelVersion.objects.serving().values_list("kind", "state", "pk")
        _places.clear()
        _places.update({(kind, state): pk for kind, state, pk in rows})
        _looked_at = time.monotonic()
        _drop_replaced()
    return _places


def _drop_replaced() -> None:
    kept = set(_places.values())
    for pk in _versions.keys() - kept:
        del _versions[pk]
    for key in [key for key in _models if key[0] not in kept]:
        del _models[key]


def _version(pk: int) -> Version:
    if pk not in _versions:
        _versions[pk] = Version.of(ModelVersion.objects.defer(None).get(pk=pk))
    return _versions[pk]
