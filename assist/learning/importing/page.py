"""The import page: which decisions are open, what they give, and what is wrong."""

from dataclasses import dataclass
from typing import cast

from assist.learning.datasets import counts_of
from assist.learning.importing.actions import Checked
from assist.learning.importing.mapping import MOST_SPEAKERS, PARTS, Part, words_in
from assist.learning.importing.reading import Fault
from assist.learning.models import Upload
from assist.registry.conversations import Conversation

PREVIEWED, TURNS, SHOWN_FAULTS = 2, 14, 100
WHO = (("customer", "Customer"), ("agent", "Agent"), ("tool", "System or tool"), ("", "Leave out"))


@dataclass(frozen=True)
class Choice:
    """One select: a part with the column chosen for it."""

    part: Part
    column: str
    example: str


@dataclass(frozen=True)
class ImportPage:
    """Everything that the page and its fragment show."""

    upload: Upload
    columns: tuple[str, ...]
    choices: list[Choice]
    speakers: list[tuple[str, str]]
    has_too_many_speakers: bool
    missing: str
    previews: list[Conversation]
    counts: dict[str, int]
    faults: list[Fault]
    fault_count: int
    spoilt: int
    who: tuple[tuple[str, str], ...] = WHO

    @property
    def is_ready(self) -> bool:
        return not self.missing and not self.fault_count and bool(self.previews)


def import_page(upload: Upload, checked: Checked) -> ImportPage:
    chosen, built = checked.chosen, checked.built
    cut = [Conversation(c.id, c.customer, c.tasks, c.turns[:TURNS]) for c in built.conversations[:PREVIEWED]]
    words = words_in(chosen.columns.get("speaker", ""), checked.rows)
    return ImportPage(
        upload, checked.columns, [_choice(part, checked) for part in PARTS], list(chosen.speakers.items()),
        len(words) > MOST_SPEAKERS, ", ".join(part.title.lower() for part in chosen.missing), cut,
        counts_of(built.conversations), list(checked.faults[:SHOWN_FAULTS]), len(checked.faults), built.spoilt,
    )  # fmt: skip


def _choice(part: Part, checked: Checked) -> Choice:
    column = checked.chosen.columns.get(part.key, "")
    values = (row.cells.get(column) for row in checked.rows[:200])
    example = next((_words(value) for value in values if value not in (None, "", [], False)), "")
    return Choice(part, column, example[:80])


def _words(value: object) -> str:
    is_list = isinstance(value, list) and all(isinstance(one, str) for one in value)
    return ", ".join(cast("list[str]", value)) if is_list else str(value)
