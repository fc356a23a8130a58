"""From a filled text and what it cites to a candidate: its sources, what was checked, what nothing backs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from assist.knowledge.search import Hit
from assist.suggestions import grounding, rules
from assist.suggestions.backing import Ground, is_untimely, parts_of, unbacked
from assist.suggestions.evidence import Evidence
from assist.suggestions.reasons import checked, not_checked, record_sources, source_of
from assist.suggestions.rules import Candidate
from assist.suggestions.slots import Filled


def support(text: str, hits: Sequence[Hit], evidence: Evidence) -> list[Hit]:
    """The first passage that backs a figure of the text which the record does not."""
    open_figures = grounding.figures(text) - set().union(*map(grounding.figures, evidence.values), set())
    return [hit for hit in hits if open_figures & grounding.figures(hit.text)][:1] if open_figures else []


def candidate(
    key: str,
    filled: Filled,
    score: float,
    hits: Sequence[Hit],
    texts: Sequence[str],
    evidence: Evidence,
    first: dict[str, Any] | None = None,
    is_draft: bool = False,
) -> Iterator[Candidate]:
    """The candidate, unless a slot that it needs is not known, or it tells what has not happened: a draft is marked then."""
    ground = Ground(evidence.facts, evidence.recorded, texts, named=evidence.values)
    if filled.missing or (not is_draft and is_untimely(filled.text, ground)):
        return
    sources = [*([first] if first else []), *map(source_of, hits), *record_sources(filled, evidence)]
    yield Candidate(
        key=key,
        body=filled.text,
        score=round(score, 3),
        sources=tuple(rules.numbered(sources)),
        checked=tuple(checked(filled, hits, evidence)),
        not_checked=tuple(not_checked(filled, hits)),
        unbacked=tuple(unbacked(filled.text, ground)),
        backing=tuple((part.text, part.kind) for part in parts_of(filled.text, ground)),
    )
