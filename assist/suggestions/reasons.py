"""Why a reply may be said: its sources, what was checked, and what the agent still has to judge."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.template.defaultfilters import date as date_words

from assist.knowledge.search import Hit
from assist.knowledge.words import sentences
from assist.suggestions.evidence import CUSTOMERS_WORDS, Evidence
from assist.suggestions.slots import Filled

CONDITION_WORDS = (" if ", " unless ", " only ", " must ", " except")


def source_of(hit: Hit) -> dict[str, Any]:
    """The article as a source of a reply."""
    reviewed = hit.reviewed_on.isoformat() if hit.reviewed_on else ""
    return {
        "kind": "article", "title": hit.name, "url": hit.url, "reviewed_on": reviewed,
        "slug": hit.slug, "version": hit.version,
    }  # fmt: skip


def record_sources(filled: Filled, evidence: Evidence) -> list[dict[str, Any]]:
    """One source a tool's answer that filled a slot, with the number of its event. What the customer wrote is none."""
    used = (evidence.known[slot] for slot in filled.used)
    entries = {entry for entry in used if entry.seq and entry.origin != CUSTOMERS_WORDS}
    by_event = {entry.seq: entry for entry in sorted(entries, key=lambda entry: entry.seq)}
    return [
        {
            "kind": "timeline",
            "title": entry.origin.capitalize(),
            "url": f"#e{seq}",
            "reviewed_on": "",
            "seq": seq,
        }
        for seq, entry in by_event.items()
    ]


def checked(filled: Filled, hits: Sequence[Hit], evidence: Evidence) -> Iterator[str]:
    """What was looked up, with its value and origin, and when the article was reviewed."""
    for slot in filled.used:
        name = slot.replace(".", " ").replace("_", " ")
        entry = evidence.known[slot]
        unsure = ", and no look-up has confirmed it" if entry.origin == CUSTOMERS_WORDS else ""
        yield f"{name.capitalize()}: {entry.value}, from {entry.origin}{unsure}"
    for hit in hits:
        if hit.reviewed_on:
            yield f"“{hit.name}” was reviewed on {date_words(hit.reviewed_on, 'j M Y')}"


def not_checked(filled: Filled, hits: Sequence[Hit]) -> Iterator[str]:
    """The first condition of the passage that the reply does not repeat: the agent has to judge it."""
    for slot in filled.assumed:
        yield f"{slot.replace('.', ' ').replace('_', ' ').capitalize()} is not known in this case"
    for hit in hits[:1]:
        conditions = [
            part
            for part in sentences(hit.text)
            if any(word in f" {part.lower()} " for word in CONDITION_WORDS)
        ]
        yield from [f"Whether this applies: {part}" for part in conditions if part not in filled.text][:1]
