"""The import page: which decisions are open, what they give, and what is wrong."""

from dataclasses import dataclass
from typing import Any

from assist.learning.importing.mapping import PARTS, ColumnMap, Part
from assist.learning.importing.reading import Fault
from assist.learning.models import Upload

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
    columns: list[str]
    choices: list[Choice]
    speakers: list[tuple[str, str]]
    has_too_many_speakers: bool
    missing: str
    previews: list[dict[str, Any]]
    counts: dict[str, int]
    faults: list[Fault]
    fault_count: int
    spoilt: int
    who: tuple[tuple[str, str], ...] = WHO

    @property
    def is_ready(self) -> bool:
        return not self.missing and not self.fault_count and bool(self.previews)


def import_page(upload: Upload) -> ImportPage:
    """The page as the last check left it. Reads none of the rows."""
    chosen, seen, checked = ColumnMap(**upload.mapping), upload.seen, upload.checked
    speaker = chosen.columns.get("speaker", "")
    examples = seen.get("examples", {})
    choices = [
        Choice(part, column, examples.get(column, ""))
        for part in PARTS
        for column in [chosen.columns.get(part.key, "")]
    ]
    return ImportPage(
        upload, seen.get("columns", []), choices, list(chosen.speakers.items()),
        bool(speaker) and speaker not in seen.get("words", {}),
        ", ".join(part.title.lower() for part in chosen.missing), checked.get("previews", []),
        checked.get("counts", {}), [Fault(*fault) for fault in checked.get("faults", [])],
        checked.get("fault_count", 0), checked.get("spoilt", 0),
    )  # fmt: skip
