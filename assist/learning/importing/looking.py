"""What a page needs to know of an upload, kept with it so that no request reads all rows again."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any, cast

from assist.learning.datasets import counts_of
from assist.learning.importing.building import Built
from assist.learning.importing.mapping import words_in
from assist.learning.importing.reading import Fault, Row
from assist.registry.conversations import Conversation

PREVIEWED, TURNS, SHOWN_FAULTS = 2, 14, 100
LOOKED_AT = 200  # rows in which an example is looked for


def seen_in(columns: Sequence[str], rows: Sequence[Row]) -> dict[str, Any]:
    """The columns with an example of each, and the words of those that have few: who speaks may stand there."""
    return {
        "columns": list(columns),
        "examples": {column: _example(column, rows[:LOOKED_AT]) for column in columns},
        "words": {c: words for c in columns if (words := words_in(c, rows)) is not None},
    }


def summary_of(built: Built, faults: Sequence[Fault]) -> dict[str, Any]:
    """What the rows give by their mapping: counts, a preview, and the first of what is wrong."""
    return {
        "counts": counts_of(built.conversations),
        "spoilt": built.spoilt,
        "fault_count": len(faults),
        "faults": [[fault.line, fault.reason] for fault in faults[:SHOWN_FAULTS]],
        "previews": [_cut(one) for one in built.conversations[:PREVIEWED]],
    }


def _cut(one: Conversation) -> Mapping[str, Any]:
    return {"id": one.id, "tasks": list(one.tasks), "turns": [asdict(turn) for turn in one.turns[:TURNS]]}


def _example(column: str, rows: Sequence[Row]) -> str:
    values = (row.cells.get(column) for row in rows)
    return next((_words(value) for value in values if value not in (None, "", [], False)), "")[:80]


def _words(value: object) -> str:
    is_list = isinstance(value, list) and all(isinstance(one, str) for one in value)
    return ", ".join(cast("list[str]", value)) if is_list else str(value)
