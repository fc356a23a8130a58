"""The engine on public data, by the code that serves the live desk.

A task is a module of this package with a class `Benchmark`: it translates the rows of the public format for its room's engine,
and what the engine says back. `manage.py benchmark TASK` reads and checks the files, calls `train` once and `predict` once a row,
one row at a time as in live use, and says what that took.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

Row = Mapping[str, Any]
TASKS = ("intents", "next_actions", "replies", "knowledge", "satisfaction", "summaries")
NEED_DATABASE = frozenset({"knowledge"})  # the command brings them an empty PostgreSQL with our tables


def _say_nothing(share: float, words: str) -> None:
    return None


@dataclass(frozen=True)
class Files:
    """What a task may learn from. Rows are checked already; `train` has one list of rows for each file."""

    train: list[list[dict[str, Any]]] = field(default_factory=list)
    documents: list[dict[str, Any]] = field(default_factory=list)
    journeys: list[dict[str, Any]] = field(default_factory=list)
    language_model: str = "none"  # or "configured": also the endpoint of the settings
    progress: Callable[[float, str], None] = _say_nothing  # share done, what is being done

    @property
    def train_rows(self) -> list[dict[str, Any]]:
        """The rows of all training files, in the order of the command line."""
        return [row for rows in self.train for row in rows]


class Task(Protocol):
    """What a module's class `Benchmark` is: made without arguments, trained once, asked for each row."""

    def train(self, files: Files) -> None: ...

    def predict(self, row: dict[str, Any]) -> dict[str, Any]:
        """The prediction without the row's id."""
