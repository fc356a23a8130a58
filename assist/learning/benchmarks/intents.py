from typing import Any

from assist.learning.benchmarks import Files
from assist.providers.embeddings import embed
from assist.understanding.fitting import fit_intents
from assist.understanding.intents import OUTSIDE, IntentModel, Labelled

RANKED = 10


class Benchmark:
    """Intents by the model that reads the live desk's turns. A row without an intent is an example of what is outside."""

    def __init__(self) -> None:
        self._model: IntentModel | None = None

    def train(self, files: Files) -> None:
        examples = [Labelled(row["text"], row["intent"] or OUTSIDE) for row in files.train_rows]
        self._model = fit_intents(examples, progress=files.progress)

    def predict(self, row: dict[str, Any]) -> dict[str, Any]:
        if self._model is None:
            return {"intent": None, "ranking": [], "out_of_scope_score": 1.0}
        ranking, scope = self._model.rank(row["text"], embed([row["text"]])[0])
        return {
            "intent": None if scope.is_out else ranking[0].intent,
            "ranking": [guess.intent for guess in ranking[:RANKED]],
            "out_of_scope_score": scope.score,
        }
