"""Decisions about suggestions over plain values: ranking, when to stay silent, how much was edited."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from difflib import SequenceMatcher
from functools import lru_cache
from html import escape
from typing import Any

from assist.knowledge.words import fold, telling_words

RULES_VERSION = "suggestions-3"
SHOWN_AT_MOST = 3
SHOWN_FROM, UNBACKED_FROM = 0.5, 0.65  # what has to be checked must fit all the better
SAME_TEXT = 0.8
TRAILS_BY = 0.2  # what fits so much less than the best is about something else
LEADS_ALONE = 3


@dataclass(frozen=True)
class Candidate:
    """A reply that could be shown: what it says, what it rests on, how well it fits."""

    key: str
    body: str
    score: float
    sources: tuple[dict[str, Any], ...]
    checked: tuple[str, ...] = ()
    not_checked: tuple[str, ...] = ()
    unbacked: tuple[str, ...] = ()
    backing: tuple[
        tuple[str, str], ...
    ] = ()  # each sentence with what backs it: record, article, wording, promise, nothing


@dataclass(frozen=True)
class Situation:
    """What decides whether anything is suggested for a customer turn."""

    is_with_person: bool  # an agent has the contact, or it waits for one
    layer: int
    mode: str  # live, on_demand or quiet: as the agent chose; live while the contact waits
    is_asked: bool
    is_newest: bool
    takes_card_data: bool = False


@dataclass(frozen=True)
class History:
    """What must not come again in this case: keys and texts that were used, dismissed or are shown now."""

    keys: frozenset[str] = field(default_factory=frozenset)
    texts: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Said:
    """A text by what tells it from others."""

    folded: str
    words: frozenset[str]

    @classmethod
    @lru_cache(maxsize=4096)
    def of(cls, text: str) -> _Said:
        return cls(fold(text), frozenset(telling_words(text)))

    def is_like(self, other: _Said) -> bool:
        both = self.words | other.words
        return (
            self.folded == other.folded or not both or len(self.words & other.words) >= SAME_TEXT * len(both)
        )


def why_silent(situation: Situation) -> str:
    """Why nothing is suggested now, or "" when something may be. Asking overrides the agent's mode and the
    layer."""
    if not situation.is_with_person:
        return "not_with_a_person"
    if not situation.is_newest:
        return "newer_turn"
    if situation.takes_card_data:
        return "card_data"
    if situation.is_asked:
        return ""
    if situation.layer >= LEADS_ALONE:
        return "layer_3"
    return situation.mode if situation.mode in ("on_demand", "quiet") else ""


def is_late(*, asked_at: datetime, at: datetime, deadline_seconds: float) -> bool:
    """A late suggestion is worse than none."""
    return (at - asked_at).total_seconds() > deadline_seconds


def choose(candidates: Iterable[Candidate], history: History) -> list[Candidate]:
    """The best candidates: backed ones or, if there are none, those to check; never two that say the same."""
    ordered = sorted(candidates, key=lambda c: (-c.score, c.key))
    had = [_Said.of(text) for text in history.texts]
    backed = [candidate for candidate in ordered if not candidate.unbacked]
    to_check = [candidate for candidate in ordered if candidate.unbacked]
    return _best(backed, history.keys, had, SHOWN_FROM) or _best(to_check, history.keys, had, UNBACKED_FROM)


def _best(
    ordered: Iterable[Candidate], keys: Collection[str], had: Iterable[_Said], least: float
) -> list[Candidate]:
    chosen: list[Candidate] = []
    said, used = list(had), set(keys)
    for candidate in ordered:
        floor = max(least, chosen[0].score - TRAILS_BY) if chosen else least
        if candidate.score < floor or len(chosen) == SHOWN_AT_MOST:
            break
        text = _Said.of(candidate.body)
        if candidate.key not in used and not any(text.is_like(other) for other in said):
            chosen.append(candidate)
            said.append(text)
            used.add(candidate.key)
    return chosen


def numbered(sources: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The sources with the number that the card shows."""
    return [{**source, "number": n} for n, source in enumerate(sources, start=1)]


def mark_unbacked(body: str, sentences: Collection[str]) -> str:
    """The text as HTML, escaped, with the sentences that no source supports in <mark>."""
    html = escape(body)
    for sentence in sentences:
        html = html.replace(escape(sentence), f"<mark>{escape(sentence)}</mark>", 1)
    return html


def edit_distance(suggested: str, sent: str) -> float:
    """How much of the text was changed, from 0 (sent as it was) to 1, by words."""
    before, after = suggested.split(), sent.split()
    if before == after:
        return 0.0
    return round(1 - SequenceMatcher(None, before, after, autojunk=False).ratio(), 3)
