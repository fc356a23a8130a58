from typing import Any

import numpy as np

from assist.learning.benchmarks import Files
from assist.providers.embeddings import embed
from assist.registry.conversations import conversation_of, turn_of
from assist.registry.material import Dialogues
from assist.suggestions import trainer
from assist.suggestions.ranking.model import ReplyModel

SEED = 1


class Benchmark:
    """Which of the listed replies was sent, by the ranker that orders what agents are shown."""

    def __init__(self) -> None:
        self._model: ReplyModel | None = None

    def train(self, files: Files) -> None:
        conversations = tuple(conversation_of(row) for row in files.train_rows)
        self._model = trainer.train(Dialogues(conversations), seed=SEED, progress=files.progress)

    def predict(self, row: dict[str, Any]) -> dict[str, Any]:
        """The candidates' places, best first. The list of this task was drawn by how often replies are said."""
        candidates = row["candidates"]
        if self._model is None:
            return {"ranking": list(range(len(candidates)))}
        turns = tuple(turn_of(turn) for turn in row["context"])
        scores = self._model.scores(turns, row.get("tasks") or (), candidates, embed, drawn=True)
        return {"ranking": [int(place) for place in np.argsort(-scores, kind="stable")]}
