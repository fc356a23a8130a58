"""What serves now, and what served then. Reads only."""

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from assist.registry.models import ModelVersion, VersionChange
from assist.registry.serving import read_serving, serving
from assist.registry.versions import Version

__all__ = [
    "Version",
    "live_model",
    "live_version",
    "number_at",
    "shadow_model",
    "shadow_version",
    "version_at",
    "version_by_number",
]

M = TypeVar("M")
STATE = ModelVersion.State


def live_version(kind: str) -> Version | None:
    """The live version of the kind; None where nothing was promoted. At most one small query a second for all kinds."""
    return serving(kind, STATE.LIVE)


def shadow_version(kind: str) -> Version | None:
    """The version that runs beside the live one and is not shown; None where there is none."""
    return serving(kind, STATE.SHADOW)


def live_model(kind: str, read: Callable[[bytes], M]) -> tuple[Version, M] | None:
    """The live version with the model that `read` (a `from_bytes`) makes of it, once a process. Pass the same function each time."""
    return read_serving(kind, STATE.LIVE, read)


def shadow_model(kind: str, read: Callable[[bytes], M]) -> tuple[Version, M] | None:
    """The same for the version in shadow."""
    return read_serving(kind, STATE.SHADOW, read)


def version_by_number(kind: str, number: int) -> Version | None:
    """Any version of the kind, retired ones too."""
    row = ModelVersion.objects.defer(None).filter(kind=kind, number=number).first()
    return Version.of(row) if row else None


def version_at(kind: str, at: datetime) -> Version | None:
    """The version that was live at that time; None where none was."""
    number = number_at(kind, at)
    return version_by_number(kind, number) if number is not None else None


def number_at(kind: str, at: datetime) -> int | None:
    """The number of the version that was live at that time, without its artefact."""
    changes = VersionChange.objects.filter(version__kind=kind, at__lte=at).order_by("at", "pk")
    live: int | None = None
    for number, after in changes.values_list("version__number", "after"):
        if after == STATE.LIVE:
            live = number
        elif number == live:
            live = None
    return live
