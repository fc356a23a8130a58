"""What a reply to a customer's turn may rest on: the question, public passages, the case's record, the learned model."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from assist.knowledge.models import Audience
from assist.knowledge.queries import question_of
from assist.knowledge.rules import says_too_little
from assist.knowledge.search import Hit, search_passages
from assist.suggestions.evidence import Evidence, evidence_of
from assist.suggestions.learned import Learned, learned_for
from assist.suggestions.payments import fits_payment
from cases.interactions.models import Turn
from cases.interactions.queries import last_customer_turns

PAID = "order.payment"
PASSAGES = 6


@dataclass(frozen=True)
class Grounds:
    """The evidence for one turn, gathered once for every kind of candidate."""

    turn: Turn
    question: str
    hits: tuple[Hit, ...]
    evidence: Evidence
    learned: Learned | None

    @property
    def answering(self) -> tuple[Hit, ...]:
        """The passages that are good enough to answer."""
        if says_too_little(self.question, self.turn.case.intent):
            return ()
        return tuple(hit for hit in self.hits if hit.score.answers)

    def fits_payment(self, text: str) -> bool:
        return fits_payment(text, question=self.question, paid=self.evidence.value_of(PAID))


def grounds_of(turn: Turn, *, at: datetime) -> Grounds | None:
    """The evidence; None where the customer has asked nothing yet. Only public articles: a customer will read it."""
    case, language = turn.case, turn.interaction.language
    earlier = [other.text for other in last_customer_turns(turn.interaction) if other.seq < turn.seq]
    question = question_of(turn)
    if not question:
        return None
    hits = search_passages(
        text=question, context=earlier, viewer_audience=Audience.PUBLIC, language=language,
        intent=case.intent, limit=PASSAGES, at=at,
    )  # fmt: skip
    evidence = evidence_of(case, turn.interaction)
    found = Grounds(turn, question, (), evidence, learned_for(case))
    kept = tuple(hit for hit in hits if found.fits_payment(hit.heading))
    return Grounds(turn, question, kept, evidence, found.learned)
