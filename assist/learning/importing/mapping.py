"""Which column is what, and which word names whom. Guessed first, decided by a person."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from assist.learning.importing.reading import Row

MOST_SPEAKERS = 12


@dataclass(frozen=True)
class Part:
    """One thing that a conversation is made of. `names` are how systems call it, the likeliest first."""

    key: str
    title: str
    hint: str
    names: tuple[str, ...]
    is_needed: bool = False
    is_of_turn: bool = True


PARTS = (
    Part("conversation", "Conversation", "The same for all turns of one contact",
         ("conversation", "dialog", "chat", "session", "ticket", "contact", "case", "^id$"), True, False),
    Part("customer", "Customer", "Who wrote in: people are kept apart by it when models are measured",
         ("customer", "client", "visitor", "requester", "user_?id", "email", "phone"), False, False),
    Part("speaker", "Speaker", "Who said it", ("speaker", "role", "author", "sender", "^from$", "actor"), True),
    Part("text", "Text", "What was said", ("^text$", "text", "message", "utterance", "content", "body"), True),
    Part("action", "Action", "What the agent did: a step, a saved reply, a call",
         ("^action$", "action", "^act$", "macro", "template", "step")),
    Part("time", "Time", "Turns are put in its order", ("time", "date", "stamp", "(^|[_ ])at$")),
    Part("tasks", "Task or intent", "What the contact was about",
         ("^tasks?$", "intent", "topic", "category", "reason", "subject"), False, False),
    Part("typed", "Written freely", "True where the agent did not pick the words", ("typed", "freely", "manual")),
    Part("given", "Input of a call", "What a system was asked with",
         ("constraints", "arguments", "^args$", "parameters", "input", "given")),
    Part("result", "Result of a call", "What a system answered", ("result", "response", "output", "payload")),
    Part("total", "Number of results", "How many records there were", ("total", "hits", "^n$")),
)  # fmt: skip
_WHO = {
    "customer": r"cust|client|user|visitor|caller|consumer|guest|^c$|person ?1",
    "tool": r"tool|system|api|function|knowledge ?base|^s$",
    "agent": r"agent|assist|rep|support|operator|bot|wizard|advis|staff|^a$|person ?2",
}


@dataclass(frozen=True)
class ColumnMap:
    """The decisions: column by part, and speaker by the word in the speaker's column ("" leaves such turns out)."""

    columns: dict[str, str] = field(default_factory=dict)
    speakers: dict[str, str] = field(default_factory=dict)

    @property
    def as_row(self) -> dict[str, Any]:
        return asdict(self)

    @property
    def missing(self) -> list[Part]:
        """Needed parts without a column."""
        return [part for part in PARTS if part.is_needed and not self.columns.get(part.key)]

    def value(self, cells: Mapping[str, Any], part: str) -> Any:
        """What the row has for the part; None without a column or for an empty cell."""
        found = cells.get(self.columns.get(part, ""))
        return None if found == "" else found


def guess_map(columns: Sequence[str], rows: Sequence[Row]) -> ColumnMap:
    """The likeliest decisions; no column is taken twice."""
    taken: dict[str, str] = {}
    for part in PARTS:
        if column := _column_for(part, [name for name in columns if name not in taken.values()]):
            taken[part.key] = column
    return ColumnMap(taken, guess_speakers(words_in(taken.get("speaker", ""), rows) or ()))


def guess_speakers(words: Iterable[str]) -> dict[str, str]:
    """Who is meant by each of the words."""
    return {word: _who(word) for word in words}


def words_in(column: str, rows: Iterable[Row]) -> list[str] | None:
    """The different words of a column, the most frequent first; None when they are too many to be speakers."""
    counted: Counter[str] = Counter()
    for row in rows:
        if (cell := row.cells.get(column)) not in (None, ""):
            counted[str(cell)] += 1
            if len(counted) > MOST_SPEAKERS:
                return None
    return [word for word, _ in counted.most_common()]


def _column_for(part: Part, columns: Sequence[str]) -> str:
    ordered = sorted(columns, key=lambda name: ("." in name) != part.is_of_turn)
    for pattern in part.names:
        for name in ordered:
            if re.search(pattern, name.rsplit(".", 1)[-1], re.IGNORECASE):
                return name
    return ""


def _who(word: str) -> str:
    return next((who for who, pattern in _WHO.items() if re.search(pattern, word, re.IGNORECASE)), "")
