"""All files of one run, read and checked before anything is trained."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from assist.learning.benchmarks import Files
from assist.learning.benchmarks.files import BadFiles, Fault, read_checked
from assist.learning.benchmarks.shapes import DOCUMENTS, INPUTS, JOURNEYS, TRAIN, Shape

Rows = list[dict[str, Any]]


class Reading:
    """Reads file after file and remembers what is wrong; `finish` raises BadFiles when anything is."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []

    def rows(self, path: Path | None, shape: Shape, unique: str = "") -> Rows:
        if path is None:
            return []
        rows, faults = read_checked(path, shape, unique)
        self.faults += faults
        return rows

    def finish(self) -> None:
        if self.faults:
            raise BadFiles(self.faults)


def read_files(
    task: str,
    inputs: Path,
    *,
    train: Sequence[Path] = (),
    documents: Path | None = None,
    journeys: Path | None = None,
    language_model: str = "none",
    progress: Callable[[float, str], None],
) -> tuple[Files, Rows]:
    """What the task learns from, and the rows to predict. Raises BadFiles with every bad line of every file."""
    reading = Reading()
    rows = reading.rows(inputs, INPUTS[task], unique="id")
    files = Files(
        train=[reading.rows(path, TRAIN[task]) for path in train],
        documents=reading.rows(documents, DOCUMENTS, unique="id"),
        journeys=reading.rows(journeys, JOURNEYS, unique="task"),
        language_model=language_model,
        progress=progress,
    )
    reading.finish()
    return files, rows
