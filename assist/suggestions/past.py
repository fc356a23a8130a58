"""Candidates from replies that answered like cases: their slots are filled from this case's record or they do not come."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from assist.suggestions import slots
from assist.suggestions.evidence import Evidence
from assist.suggestions.learned import Learned
from assist.suggestions.ranking.model import digest
from assist.suggestions.ranking.solved import Solved
from assist.suggestions.slots import Filled

LIKELY_FROM = 0.25  # chance among all replies ever said here
LEAST, SPAN = (
    0.5,
    0.5,
)  # a reply of that chance is just worth showing, a certain one stands beside a written answer


def past_replies(learned: Learned | None, evidence: Evidence) -> Iterator[tuple[Solved, Filled, float]]:
    """The likely replies with their slots filled and their scores."""
    for reply, chance in learned.past() if learned else []:
        if chance < LIKELY_FROM:
            return
        filled = slots.fill(reply.text, evidence.known)
        if not filled.missing and (not reply.needs or (learned and learned.has_answer_of(reply.needs))):
            yield reply, filled, LEAST + SPAN * chance


def key_of(reply: Solved) -> str:
    """Names the reply on the timeline."""
    return f"past:{digest(reply.text)}"


def source_of_past(reply: Solved) -> dict[str, Any]:
    """The reply as a source: how often it was sent, and to how many people."""
    title = f"Sent {reply.times} times to {reply.customers} customers in like cases"
    return {"kind": "past reply", "title": title, "url": "", "reviewed_on": ""}
