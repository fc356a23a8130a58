"""What a draft is made of and what it is: plain records, no behaviour."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class Said:
    """One turn."""

    seq: int
    is_customers: bool
    is_persons: bool
    text: str
    on: date


@dataclass(frozen=True)
class Done:
    """One tool call that ended: with its receipt in words, or with its error."""

    seq: int
    headline: str
    receipt: str
    error: str = ""


@dataclass(frozen=True)
class Material:
    """Everything that a draft is made of, in the order of the timeline."""

    turns: Sequence[Said]
    calls: Sequence[Done]
    intent_title: str = ""
    intent_seq: int = 0
    is_resolved: bool = False
    resolved_seq: int = 0
    outcome: str = ""
    is_abandoned: bool = False
    closed_as: tuple[str, str] = ("", "")  # disposition and reason of a case that was closed already
    moods: Sequence[tuple[int, float]] = ()


@dataclass(frozen=True)
class Line:
    """One sentence of the summary and what it rests on."""

    slot: str
    text: str
    seqs: tuple[int, ...]


@dataclass(frozen=True)
class Planned:
    """A follow-up as proposed, with the turn that promised it."""

    title: str
    due_on: date
    seq: int
    kind: str = "follow_up"


@dataclass(frozen=True)
class Draft:
    lines: tuple[Line, ...]
    disposition: str
    disposition_reason: str
    follow_ups: tuple[Planned, ...] = field(default=())

    @property
    def text(self) -> str:
        """The summary as the agent corrects it, a sentence a line."""
        return "\n".join(line.text for line in self.lines)


@dataclass(frozen=True)
class Promise:
    seq: int
    text: str
    due_on: date | None
