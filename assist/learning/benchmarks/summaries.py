from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from assist.learning.benchmarks import Files
from assist.registry.material import NotedTalk, Notes
from assist.wrapup import trainer
from assist.wrapup.summarising import summarised
from assist.wrapup.telling.teller import talk_of, tell
from assist.wrapup.telling.weights import Weights

SEED = 1
Turns = tuple[tuple[str, str], ...]


class Benchmark:
    """A conversation in a few sentences, by the teller that writes what a customer wanted."""

    def __init__(self) -> None:
        self._weights: Weights | None = None
        self._with_model = False
        self._examples: list[str] = []

    def train(self, files: Files) -> None:
        talks = [
            NotedTalk(turns_of(row), labels_of(row), note, str(row["id"]))
            for row in files.train_rows
            for note in row["references"]
        ]
        self._with_model = files.language_model == "configured"
        self._examples = [talk.note for talk in talks]
        self._weights = trainer.train(Notes(tuple(talks)), seed=SEED, progress=files.progress)

    def predict(self, row: dict[str, Any]) -> dict[str, Any]:
        if self._weights is None:
            return {"summary": ""}
        talk = talk_of(turns_of(row), labels_of(row))
        told = tell(talk, self._weights)
        if self._with_model:
            told = summarised(talk, told, examples=self._examples, at=timezone.now())
        return {"summary": " ".join(sentence.text for sentence in told)}


def turns_of(row: Mapping[str, Any]) -> Turns:
    return tuple((turn["speaker"], turn.get("text") or "") for turn in row["turns"])


def labels_of(row: Mapping[str, Any]) -> dict[str, str]:
    """Speakers without a name are called as the data set calls them."""
    return {turn["speaker"]: f"#{turn['speaker']}#" for turn in row["turns"]}
