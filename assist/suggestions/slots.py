"""Slots in replies: `{{order.number}}` has to be known, `{{order.item|order}}` falls back to its words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

SLOT = re.compile(r"\{\{\s*([a-z_]+\.[a-z_]+)\s*(?:\|([^{}]*))?\}\}")


@dataclass(frozen=True)
class Known:
    """A value of this case that a slot may take: how it reads, where it comes from, the number of its
    event."""

    value: str
    origin: str
    seq: int = 0


@dataclass(frozen=True)
class Filled:
    """A text with its slots filled; `missing` are required slots that nothing fills, `assumed` took their
    words."""

    text: str
    used: tuple[str, ...]
    missing: tuple[str, ...]
    assumed: tuple[str, ...]


def fill(text: str, known: Mapping[str, Known]) -> Filled:
    """Puts what is known into the slots. `{{name|words}}` falls back to the words, `{{name}}` has to be
    known."""
    used: list[str] = []
    missing: list[str] = []
    assumed: list[str] = []

    def value(match: re.Match[str]) -> str:
        name, fallback = match[1], match[2]
        if name in known:
            used.append(name)
            return known[name].value
        (missing if fallback is None else assumed).append(name)
        return match[0] if fallback is None else fallback.strip()

    filled = SLOT.sub(value, text)
    return Filled(" ".join(filled.split()), tuple(used), tuple(missing), tuple(assumed))
