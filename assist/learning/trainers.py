"""What can be learnt: the kinds, who trains each, and what it learns from. One row a kind."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module, util
from pathlib import Path
from typing import Any, Protocol, cast

from assist.learning.material import dialogues, intent_lines, mood_lines, noted_talks
from assist.learning.models import DataSet
from assist.registry.material import Material


class Model(Protocol):
    def to_bytes(self) -> bytes: ...


class Room(Protocol):
    """What a room's trainer offers. It may also have `fallback(material, *, seed)`: what the room does untrained."""

    def train(self, material: Any, *, seed: int, progress: Callable[[float, str], None]) -> Model: ...

    def evaluate(self, model: Any, held_out: Any) -> dict[str, Any]: ...

    def read(self, artefact: bytes) -> Model: ...


@dataclass(frozen=True)
class Trainer:
    """`main` is the figure that the pages put first, `module` the room's trainer."""

    kind: str
    title: str
    what: str
    source: str
    module: str
    gather: Callable[[Sequence[DataSet]], Material]
    main: str
    needs_datasets: bool = False

    @property
    def room(self) -> Room:
        return cast("Room", import_module(self.module))

    @property
    def is_there(self) -> bool:
        return util.find_spec(self.module) is not None

    @property
    def code_version(self) -> str:
        """The sha256 of the room's code: another one may make another model of the same data."""
        return _digest_of_folder(self.module.rpartition(".")[0])


TRAINERS = (
    Trainer(
        "intents", "Intents", "What a customer wants",
        "the taxonomy's examples, corrected cases, and data sets whose tasks are intents",
        "assist.understanding.trainer", intent_lines, "accuracy",
    ),
    Trainer(
        "sentiment", "Sentiment", "How a customer feels", "our labelled lines and corrections",
        "assist.understanding.mood_trainer", mood_lines, "accuracy",
    ),
    Trainer(
        "next_actions", "Next actions", "What agents do next in a case like this",
        "data sets and the plans of the journeys", "assist.nextbest.trainer", dialogues, "accuracy", True,
    ),
    Trainer(
        "replies", "Replies", "Which reply fits", "data sets and the plans of the journeys",
        "assist.suggestions.trainer", dialogues, "recall@1", True,
    ),
    Trainer(
        "notes", "Notes", "What a note keeps of a contact", "notes that people confirmed, with their contacts",
        "assist.wrapup.trainer", noted_talks, "rouge1",
    ),
)  # fmt: skip


def trainer_of(kind: str) -> Trainer | None:
    return next((trainer for trainer in trainers() if trainer.kind == kind), None)


def trainers() -> list[Trainer]:
    """The kinds whose room has a trainer."""
    return [trainer for trainer in TRAINERS if trainer.is_there]


def title_of(kind: str) -> str:
    """The kind in words, also of a kind that is not trained any more."""
    return next((t.title for t in TRAINERS if t.kind == kind), kind.replace("_", " ").capitalize())


@cache
def _digest_of_folder(package: str) -> str:
    spec = util.find_spec(package)
    folders = list(spec.submodule_search_locations or []) if spec else []
    digest = hashlib.sha256()
    for path in sorted(path for folder in folders for path in Path(folder).rglob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
