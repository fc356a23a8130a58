"""What trainers are handed: labelled lines, or conversations with the plans of their journeys. Plain values."""

from dataclasses import dataclass

from assist.registry.conversations import Conversation, Plan


@dataclass(frozen=True)
class Line:
    """One text with its label. `customer` is empty where nobody said it: an example somebody wrote."""

    text: str
    label: str
    customer: str = ""


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


Material = Lines | Dialogues
