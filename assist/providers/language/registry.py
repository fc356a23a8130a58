"""Which model is connected: `settings.LANGUAGE_MODEL["adapter"]`, a dotted path to a callable that takes the settings."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from functools import cache
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from assist.providers.language.base import LanguageModel, Limits

_put_in_place: list[LanguageModel | None] = []


def connected() -> LanguageModel | None:
    """The configured model, connected once a process; None for the deterministic path."""
    if _put_in_place:
        return _put_in_place[-1]
    wanted = settings.LANGUAGE_MODEL
    return _connect(wanted["adapter"]) if wanted.get("adapter") else None


@contextmanager
def using(model: LanguageModel | None) -> Iterator[None]:
    """Puts another model (or none) in place for a while: tests, trials, the benchmark."""
    _put_in_place.append(model)
    try:
        yield
    finally:
        _put_in_place.pop()


def limits() -> Limits:
    """What the operator allows."""
    wanted = settings.LANGUAGE_MODEL
    return Limits(
        seconds=float(wanted.get("seconds", 6)),
        tokens_an_hour=int(wanted.get("tokens_an_hour", 200_000)),
        cost_an_hour=Decimal(str(wanted.get("cost_an_hour", 0))),
        currency=str(wanted.get("currency", "USD")),
    )


@cache
def _connect(path: str) -> LanguageModel | None:
    connect: Callable[[dict[str, Any]], LanguageModel | None] = import_string(path)
    return connect(settings.LANGUAGE_MODEL)
