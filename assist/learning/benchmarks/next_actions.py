from typing import Any

from assist.learning.benchmarks import Files
from assist.nextbest import trainer
from assist.nextbest.ranking.model import NextActions
from assist.providers.embeddings import embed
from assist.registry.conversations import Plan, conversation_of, plan_of, turn_of
from assist.registry.material import Dialogues

SEED = 1


class Benchmark:
    """What the agent did next, by the ranking that the desk shows; a task without conversations is ranked by its plan."""

    def __init__(self) -> None:
        self._model: NextActions | None = None
        self._plans: tuple[Plan, ...] = ()

    def train(self, files: Files) -> None:
        self._plans = tuple(plan_of(row) for row in files.journeys)
        conversations = tuple(conversation_of(row) for row in files.train_rows)
        self._model = trainer.train(Dialogues(conversations, self._plans), seed=SEED, progress=files.progress)

    def predict(self, row: dict[str, Any]) -> dict[str, Any]:
        if self._model is None:
            return {"ranking": []}
        turns = tuple(turn_of(turn) for turn in row["context"])
        ranked = self._model.rank(turns, row.get("tasks") or (), embed, self._plans)
        return {"ranking": [one.action for one in ranked]}
