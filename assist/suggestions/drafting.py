"""A reply drafted by the configured language model from the evidence of the turn, and checked against it.

The draft is a candidate like any other: it is shown only where something stands behind it, and a statement that nothing
backs is marked and bars its use. What the model reads is data: whatever a customer or an article tells it to do, the
same checks follow.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from assist.knowledge.search import Hit
from assist.knowledge.words import fold, sentences
from assist.providers.embeddings import embed
from assist.providers.language import Answer, Material, Question, ask
from assist.suggestions.assembly import candidate
from assist.suggestions.backing import NOTHING, Ground, unbacked
from assist.suggestions.evidence import Evidence
from assist.suggestions.grounds import Grounds
from assist.suggestions.promises import leaning_on_nothing, needs_support, unkept_promises
from assist.suggestions.ranking.model import digest
from assist.suggestions.rules import Candidate
from assist.suggestions.slots import Filled
from cases.interactions.models import Turn as CaseTurn

PREFIX = "draft:"
TURNS, PASSAGES = 12, 4
LONGEST = 900
SECONDS, TOKENS = 5.0, 400
SCORE = 0.9  # it was written for this very turn; what nothing backs is marked all the same
INSTRUCTIONS = (
    "Write the next reply of a customer service agent to the customer, in the customer's language, in at most five short "
    "sentences. Say only what the passages and the record say. Name no amount, date, deadline, number or promise that does "
    "not stand there, and do not claim that anything was done unless the record has its receipt. Where the material does "
    "not answer the customer, return an empty reply. In `sources` name the passages that you used."
)


def draft(grounds: Grounds, *, at: datetime) -> tuple[Candidate, str] | None:
    """The checked draft and the name of the model; None where there is none. Takes seconds: never before others are shown."""
    if not grounds.hits and not grounds.evidence.known:
        return None
    answer = ask(_question(grounds), at=at)
    text = _text_of(answer)
    if not text:
        return None
    cited = _cited(answer, grounds.hits)
    for made in candidate(
        f"{PREFIX}{digest(fold(text))}", _filled(text, grounds.evidence), SCORE, cited,
        [hit.text for hit in grounds.hits[:PASSAGES]], grounds.evidence, is_draft=True,
    ):  # fmt: skip
        return _marked(made, grounds), answer.model
    return None


def unsupported(text: str, passages: Collection[str], evidence: Evidence) -> list[str]:
    """The sentences that say more than the passages and the record: figures, receipts, promises, meaning."""
    ground = Ground(evidence.facts, evidence.recorded, list(passages), named=evidence.values)
    marked = {
        *unbacked(text, ground),
        *unkept_promises(text, [*passages, *evidence.recorded, *evidence.facts]),
    }
    open_ = [each for each in sentences(text) if each not in marked and needs_support(each)]
    stated = [each for each in open_ if not _tells_the_record(each, evidence)]
    lines = [line for passage in passages for line in sentences(passage)]
    marked |= set(leaning_on_nothing(stated, embed(stated), lines, embed(lines)))
    return [each for each in sentences(text) if each in marked]


def _marked(made: Candidate, grounds: Grounds) -> Candidate:
    passages = [hit.text for hit in grounds.hits[:PASSAGES]]
    marked = tuple(unsupported(made.body, passages, grounds.evidence))
    kinds = [(text, kind) for text, kind in made.backing if text not in marked]
    return replace(made, unbacked=marked, backing=(*kinds, *((text, NOTHING) for text in marked)))


def _tells_the_record(sentence: str, evidence: Evidence) -> bool:
    """Whether the sentence repeats a value of the record, whose figures were checked already."""
    folded = fold(sentence)
    return any(len(value) > 2 and fold(value) in folded for value in evidence.values)


def _question(grounds: Grounds) -> Question:
    case = grounds.turn.case
    return Question(
        purpose="reply", instructions=INSTRUCTIONS, material=[*_material(grounds)],
        schema={
            "type": "object", "additionalProperties": False, "required": ["reply", "sources"],
            "properties": {
                "reply": {"type": "string", "maxLength": LONGEST},
                "sources": {"type": "array", "maxItems": PASSAGES, "items": {"type": "string", "maxLength": 8}},
            },
        },
        case=case, max_tokens=TOKENS, seconds=SECONDS,
    )  # fmt: skip


def _material(grounds: Grounds) -> Iterator[Material]:
    turns = CaseTurn.objects.filter(interaction=grounds.turn.interaction_id).order_by("-seq")[:TURNS]
    for turn in reversed(turns):
        yield Material(f"t{turn.seq}", str(turn.speaker), turn.text)
    for number, hit in enumerate(grounds.hits[:PASSAGES], start=1):
        yield Material(f"a{number}", "article", f"{hit.name}\n{hit.text}")
    record = {slot: entry.value for slot, entry in grounds.evidence.known.items()}
    receipts = sorted(grounds.evidence.facts)
    yield Material("r1", "record", json.dumps({"values": record, "receipts": receipts}, ensure_ascii=False))


def _text_of(answer: Answer) -> str:
    value: Any = answer.value or {}
    return " ".join(str(value.get("reply", "")).split())[:LONGEST]


def _cited(answer: Answer, hits: Sequence[Hit]) -> list[Hit]:
    """The passages that the model named, or the nearest one: a draft without a source would look unfounded."""
    named = set((answer.value or {}).get("sources", []))
    cited = [hit for number, hit in enumerate(hits[:PASSAGES], start=1) if f"a{number}" in named]
    return cited or list(hits[:1])


def _filled(text: str, evidence: Evidence) -> Filled:
    """The text as if its slots had been filled: the values of the record that stand in it."""
    used = [slot for slot, entry in evidence.known.items() if len(entry.value) > 2 and entry.value in text]
    return Filled(text, tuple(used), (), ())
