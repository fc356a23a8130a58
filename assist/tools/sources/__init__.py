"""Where tools run: adapters behind a registry by dotted path, named in `settings.TOOL_SOURCES`.

    TOOL_SOURCES = {"backoffice": {"adapter": "assist.tools.sources.http.HttpSource", "url": …, "token": …}}

An adapter takes its other settings as keyword arguments and keeps the promises of `Source`. It never raises
for what a remote system does: every outcome is an `Answer`, and only "nothing was done" and "not known" are
told apart with care.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from typing import Any, Protocol

from django.conf import settings
from django.utils.module_loading import import_string


class Outcome(StrEnum):
    DONE = "done"  # it was done; `output` is the receipt
    REFUSED = "refused"  # it was not done and will not be: the system said no
    BUSY = "busy"  # it was not done; may be sent again after `retry_after` seconds
    UNKNOWN = "unknown"  # it was sent and no answer came


@dataclass(frozen=True)
class Answer:
    """What became of one request. `seconds` is how long it took."""

    outcome: Outcome
    output: dict[str, Any] = field(default_factory=dict)
    code: str = ""
    words: str = ""
    retry_after: float = 0
    seconds: float = 0


class Source(Protocol):
    def call(self, operation: str, values: Mapping[str, Any], *, key: str, seconds: float) -> Answer:
        """Runs the operation once, within `seconds` in all; a second call with the same key has no second
        effect.
        """

    def outcome(self, operation: str, *, key: str, seconds: float) -> Answer:
        """What became of the call with this key. REFUSED with the code `not_found`: it never arrived."""


def source_named(name: str) -> Source:
    """The adapter of that name, made once. Raises KeyError when the settings have none."""
    return _made(json.dumps(settings.TOOL_SOURCES[name], sort_keys=True))


@cache
def _made(options: str) -> Source:
    known = json.loads(options)
    made: Source = import_string(known.pop("adapter"))(**known)
    return made
