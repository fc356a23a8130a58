"""The draft in a language model's words, as far as every sentence is borne by turns and receipts. Pure but for the question.

The model is asked for what the customer wanted, what was promised and what is open. What was done, how it ended and the mood
stay as the records have them.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from assist.providers.language import Material as Piece
from assist.providers.language import Question
from assist.wrapup.checking import BEGINS, Claim, Evidence, fault_of
from assist.wrapup.composing import SLOTS
from assist.wrapup.drafts import Line, Material
from assist.wrapup.picking import Embed
from cases.casefiles.models import Case

PURPOSE = "summary"
MOST_SENTENCES, LONGEST = 8, 300
INSTRUCTIONS = (
    "Write the note of this contact for colleagues: short plain sentences in the third person and the present tense, in the language"
    " of the material. Slots: wanted (begin with “The customer”: the problem and what is asked for, at most three sentences),"
    " promised (begin with “We ”: only what our side said it will do), open (what the customer still waits for or was not answered;"
    " leave it out when nothing is). Under “from” give the ids of the pieces that say it. Keep numbers, amounts, dates and names"
    " exactly as they stand there. Do not write what was done or how it ended: that is recorded already."
)
SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {
        "sentences": {
            "type": "array",
            "maxItems": MOST_SENTENCES,
            "items": {
                "type": "object",
                "properties": {
                    "slot": {"type": "string", "enum": list(BEGINS)},
                    "text": {"type": "string", "maxLength": LONGEST},
                    "from": {"type": "array", "items": {"type": "string"}},
                },
                "required": ["slot", "text", "from"],
                "additionalProperties": False,
            },
        }
    },
    "required": ["sentences"],
    "additionalProperties": False,
}


def evidence_of(material: Material) -> dict[str, Evidence]:
    """Turns as t<seq>, receipts and errors as r<seq>, in the order of the timeline."""
    turns = [
        (f"t{turn.seq}", Evidence(turn.seq, "customer" if turn.is_customers else "agent", turn.text))
        for turn in material.turns
    ]
    calls = [
        (f"r{call.seq}", Evidence(call.seq, "tool", f"{call.headline}: {call.receipt or call.error}"))
        for call in material.calls
    ]
    return dict(sorted([*turns, *calls], key=lambda row: row[1].seq))


def question_of(evidence: Mapping[str, Evidence], case: Case) -> Question:
    pieces = [Piece(name, one.source, one.text) for name, one in evidence.items()]
    return Question(PURPOSE, INSTRUCTIONS, pieces, SCHEMA, case=case)


def claims_in(value: Mapping[str, Any]) -> list[Claim]:
    """What the model wrote, one claim a sentence."""
    rows = value["sentences"]
    return [Claim(row["slot"], " ".join(row["text"].split()), tuple(row["from"])) for row in rows]


def rewritten(
    lines: Sequence[Line], claims: Sequence[Claim], evidence: Mapping[str, Evidence], *, embed: Embed
) -> tuple[Line, ...]:
    """The lines with borne claims in the place of ours. What no claim tells stays as we had it."""
    faults = [fault_of(claim, evidence, embed=embed) for claim in claims]
    borne = [_line(claim, evidence) for claim, fault in zip(claims, faults, strict=True) if not fault]
    told = {(line.slot, seq) for line in borne for seq in line.seqs}
    dropped = {claim.slot for claim, fault in zip(claims, faults, strict=True) if fault}
    kept = [line for line in lines if _stays(line, told, dropped, {one.slot for one in borne})]
    return tuple(sorted([*kept, *borne], key=lambda line: (SLOTS.index(line.slot), line.seqs[0])))


def _stays(line: Line, told: set[tuple[str, int]], dropped: set[str], in_words: set[str]) -> bool:
    """Ours stays where the model told nothing of it; what the customer wanted is replaced as a whole unless a sentence was dropped."""
    if line.slot not in BEGINS or line.slot not in in_words:
        return True
    is_told = any((line.slot, seq) in told for seq in line.seqs)
    return not is_told and (line.slot != "wanted" or line.slot in dropped)


def _line(claim: Claim, evidence: Mapping[str, Evidence]) -> Line:
    return Line(claim.slot, claim.text, tuple(sorted({evidence[name].seq for name in claim.cites})))
