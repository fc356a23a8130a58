"""What trainers are handed: labelled lines, conversations with the plans of their journeys, or with notes. Plain values."""

from collections.abc import Mapping
from dataclasses import dataclass

from assist.registry.conversations import Conversation, Plan


@dataclass(frozen=True)
class Line:
    """One text with its label. `customer` is empty where nobody said it: an example somebody wrote.

    `before` is what was said before it, where that matters: the agent's turn, then the customer's own.
    """

    text: str
    label: str
    customer: str = ""
    before: tuple[str, ...] = ()


@dataclass(frozen=True)
class Lines:
    """Labelled lines in a stable order. `outside` is the label that means: none of the others."""

    lines: tuple[Line, ...]
    outside: str = ""

    def __len__(self) -> int:
        return len(self.lines)


@dataclass(frozen=True)
class Dialogues:
    """Whole conversations in a stable order, and what the journeys plan for their tasks."""

    conversations: tuple[Conversation, ...]
    plans: tuple[Plan, ...] = ()

    def __len__(self) -> int:
        return len(self.conversations)


@dataclass(frozen=True)
class NotedTalk:
    """A conversation (speaker and text) with the note that a person wrote of it; `labels` is what the note calls each speaker."""

    turns: tuple[tuple[str, str], ...]
    labels: Mapping[str, str]
    note: str
    customer: str = ""


@dataclass(frozen=True)
class Notes:
    """Conversations with their notes, in a stable order."""

    talks: tuple[NotedTalk, ...]

    def __len__(self) -> int:
        return len(self.talks)


Material = Lines | Dialogues | Notes
