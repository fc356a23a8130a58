"""A conversation in a language model's words, where each sentence is borne by the turns that it cites; ours in the place of the rest.

For talks that are no case of the desk: the benchmark, and imported conversations. Cases go through `rewording`.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from assist.providers.embeddings import embed
from assist.providers.language import Material, Question, ask
from assist.wrapup.checking import ANYBODY, Claim, Evidence, fault_of
from assist.wrapup.telling.teller import Retold, Talk, rendered

MOST_SENTENCES, MOST_EXAMPLES, LONGEST = 4, 6, 300
INSTRUCTIONS = (
    "Say in one to three short sentences what this conversation was about and what came of it: in the third person and the present"
    " tense, calling the speakers as the pieces are marked. Pieces of “note” show how such notes are written; take nothing else from"
    " them. Under “from” give the ids of the turns that say it."
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
                    "text": {"type": "string", "maxLength": LONGEST},
                    "from": {"type": "array", "items": {"type": "string"}},
                },
                "required": ["text", "from"],
                "additionalProperties": False,
            },
        }
    },
    "required": ["sentences"],
    "additionalProperties": False,
}


def summarised(
    talk: Talk, ours: Sequence[Retold], *, examples: Sequence[str] = (), at: datetime
) -> list[Retold]:
    """The model's borne sentences, then ours of turns that none of them tells where one was dropped. All ours when it gives nothing."""
    evidence = _evidence(talk)
    answer = ask(_question(evidence, examples), at=at)
    if answer.value is None:
        return list(ours)
    rows = answer.value["sentences"]
    claims = [Claim(ANYBODY, " ".join(row["text"].split()), tuple(row["from"])) for row in rows]
    borne = [claim for claim in claims if not fault_of(claim, evidence, embed=embed)]
    told = [Retold(one.text, tuple(sorted({evidence[name].seq for name in one.cites}))) for one in borne]
    known = {turn for one in told for turn in one.turns}
    missing = len(claims) - len(borne) if told else len(ours)
    return told + [one for one in ours if not known & set(one.turns)][:missing]


def _evidence(talk: Talk) -> dict[str, Evidence]:
    """Turns as t<n>, each with who says it in front: a claim names people."""
    return {
        f"t{n}": Evidence(
            n,
            talk.people[turn.speaker].subject,
            f"{rendered([f'«{turn.speaker}»'], talk.people)}: {turn.text}",
        )
        for n, turn in enumerate(talk.heard)
    }


def _question(evidence: dict[str, Evidence], examples: Sequence[str]) -> Question:
    shown = [Material(f"x{n}", "note", text) for n, text in enumerate(examples[:MOST_EXAMPLES])]
    said = [Material(name, one.source, one.text) for name, one in evidence.items()]
    return Question("summary", INSTRUCTIONS, [*shown, *said], SCHEMA)
