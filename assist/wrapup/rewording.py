"""Asks the connected language model for a draft's words, and checks them. Writes nothing of the wrap-up."""

from collections.abc import Sequence
from datetime import datetime

import structlog

from assist.providers.embeddings import embed
from assist.providers.language import ask
from assist.wrapup.drafts import Line
from assist.wrapup.generating import claims_in, evidence_of, question_of, rewritten
from assist.wrapup.material import material_of
from assist.wrapup.models import WrapUp

log = structlog.get_logger(__name__)


def reworded(wrap_up: WrapUp, *, at: datetime) -> tuple[Sequence[Line], str]:
    """The draft's lines with the model's borne sentences, and the model's name; nothing when it gave nothing to use.

    Not inside a transaction: the answer may take as long as the deadline of a question.
    """
    evidence = evidence_of(material_of(wrap_up.interaction))
    answer = ask(question_of(evidence, wrap_up.case), at=at)
    if answer.value is None:
        return (), ""
    ours = [Line(row["slot"], row["text"], tuple(row["seqs"])) for row in wrap_up.rule_lines]
    claims = claims_in(answer.value)
    lines = rewritten(ours, claims, evidence, embed=embed)
    kept = sum(line not in ours for line in lines)
    log.info("wrap_up_reworded", wrap_up=wrap_up.pk, written=len(claims), borne=kept)
    return (lines, answer.model) if kept else ((), "")
