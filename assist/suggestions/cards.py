"""One suggestion as its card shows it: the text, what stands behind each sentence, what the agent promises by sending it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from assist.suggestions.backing import ARTICLE, NOTHING, PROMISE, RECORD, WORDING
from assist.suggestions.models import Suggestion
from assist.suggestions.rules import mark_unbacked

NAMES = {
    RECORD: "The record of this case", ARTICLE: "A published article", WORDING: "Wording alone, no fact of this case",
    PROMISE: "Your own promise", NOTHING: "Nothing",
}  # fmt: skip


@dataclass(frozen=True)
class Backed:
    """The sentences that one kind of thing stands behind, and how the card calls it."""

    kind: str
    name: str
    sentences: tuple[str, ...]


@dataclass(frozen=True)
class Card:
    """One suggestion as the card shows it."""

    id: int
    body: str
    html: SafeString
    sources: list[dict[str, Any]]
    checked: list[str]
    not_checked: list[str]
    unbacked: list[str]
    position: int
    turn_seq: int
    turn_text: str
    backing: tuple[Backed, ...] = ()

    @property
    def is_backed(self) -> bool:
        return not self.unbacked

    @property
    def promises(self) -> list[str]:
        """What the agent binds himself to by sending it."""
        return [text for each in self.backing if each.kind == PROMISE for text in each.sentences]

    @property
    def backed_by(self) -> str:
        """In a few words for the chip: "the record and an article"; "" where the wording alone stands behind it."""
        kinds = {each.kind for each in self.backing}
        found = [words for kind, words in ((RECORD, "the record"), (ARTICLE, "an article")) if kind in kinds]
        return " and ".join(found)


def card_of(suggestion: Suggestion) -> Card:
    """The card of the suggestion; one that was made before backings were kept tells none."""
    turn = suggestion.answers_turn
    return Card(
        id=suggestion.pk,
        body=suggestion.body,
        html=mark_safe(mark_unbacked(suggestion.body, suggestion.unbacked)),
        sources=[{**source, "reviewed_on": _day(source["reviewed_on"])} for source in suggestion.sources],
        checked=suggestion.reason.get("checked", []),
        not_checked=suggestion.reason.get("not_checked", []),
        unbacked=suggestion.unbacked,
        position=turn.position,
        turn_seq=turn.seq,
        turn_text=turn.text,
        backing=_backing(suggestion.reason.get("backing", [])),
    )


def _backing(parts: list[list[str]]) -> tuple[Backed, ...]:
    """By kind, in the order of weight; a suggestion made before this was kept has none."""
    by_kind = {kind: tuple(text for text, of in parts if of == kind) for kind in NAMES}
    return tuple(Backed(kind, NAMES[kind], texts) for kind, texts in by_kind.items() if texts)


def _day(words: str) -> date | None:
    return date.fromisoformat(words) if words else None
