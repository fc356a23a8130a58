from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from assist.learning.benchmarks import Files
from assist.providers.embeddings import embed
from assist.understanding.course.moments import Moment
from assist.understanding.satisfaction import RatedTurn, SatisfactionModel


class Benchmark:
    """Satisfaction at the customer's last turn, by the head that reads the course of live contacts."""

    def __init__(self) -> None:
        self._model: SatisfactionModel | None = None

    def train(self, files: Files) -> None:
        turns = [turn for row in files.train_rows for turn in rated_turns(row)]
        self._model = SatisfactionModel.fit(turns, progress=files.progress)

    def predict(self, row: dict[str, Any]) -> dict[str, Any]:
        if self._model is None:
            return {"satisfaction": "neutral", "low_score": 0.0}
        moment = moment_of(row["context"])
        said = self._model.read(moment, embed([moment.now])[0])
        return {"satisfaction": said.label, "low_score": round(said.low, 6)}


def rated_turns(row: Mapping[str, Any]) -> Iterator[RatedTurn]:
    """The rated turns of one contact, each with what was said until then."""
    for place, turn in enumerate(row["turns"]):
        if turn.get("ratings"):
            moment = moment_of(row["turns"][: place + 1])
            yield RatedTurn(moment, tuple(turn["ratings"]), str(row["id"]))


def moment_of(turns: list[dict[str, Any]]) -> Moment:
    return Moment(
        now=turns[-1]["text"],
        earlier=tuple(_said(turns[:-1], "customer")),
        answers=tuple(_said(turns[:-1], "agent")),
    )


def _said(turns: Iterable[Mapping[str, Any]], speaker: str) -> Iterator[str]:
    return (turn.get("text") or "" for turn in turns if turn["speaker"] == speaker)
