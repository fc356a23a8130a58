"""The learned ranker at work: what a running case has come to, and which of its candidates agents would send next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import structlog

from assist.providers.embeddings import embed
from assist.registry.conversations import Turn
from assist.registry.queries import live_model, shadow_model
from assist.registry.timelines import turns_of_case
from assist.registry.versions import Version
from assist.suggestions.ranking.model import ReplyModel
from assist.suggestions.ranking.solved import Solved
from assist.suggestions.rules import Candidate
from cases.casefiles.models import Case

KIND = "replies"
BUILT_IN = "built-in"
LEAST_LIKELY = 0.1  # what a candidate loses at most for being unlike what agents send here
PAST_AT_MOST = 12

log = structlog.get_logger(__name__)


def read(artefact: bytes) -> ReplyModel | None:
    """The model of these bytes; None where they are of another code version, and the built-in weights serve on."""
    try:
        return ReplyModel.from_bytes(artefact)
    except ValueError:
        log.exception("reply_model_unreadable")
        return None


@dataclass(frozen=True)
class Learned:
    """A version of the model, asked about one case as it is now."""

    version: Version
    model: ReplyModel
    turns: tuple[Turn, ...]
    tasks: tuple[str, ...]

    def past(self) -> list[tuple[Solved, float]]:
        """Replies of past cases that may be said again, likeliest first, each with its chance."""
        return self.model.likely(self.turns, self.tasks, embed, limit=PAST_AT_MOST)

    def has_answer_of(self, tool: str) -> bool:
        """Whether the tool has answered in this case."""
        queries = {
            turn.action for turn, after in zip(self.turns, self.turns[1:], strict=False) if after.result
        }
        return f"query:{tool}" in queries

    def ranked(self, candidates: Sequence[Candidate]) -> list[Candidate]:
        """The candidates with what the unlikely ones lose; nothing gains, so nothing unfounded comes up by being usual."""
        if len(candidates) < 2:
            return list(candidates)
        scores = self.model.scores(self.turns, self.tasks, [each.body for each in candidates], embed)
        loss = LEAST_LIKELY * (1 - np.exp(scores - scores.max()))
        return [
            replace(each, score=round(each.score - float(less), 3))
            for each, less in zip(candidates, loss, strict=True)
        ]


def learned_for(case: Case) -> Learned | None:
    """The live model for the case; None where none was promoted."""
    return _for(case, live_model(KIND, read))


def shadow_for(case: Case) -> Learned | None:
    """The model that runs beside the live one and is not shown; None where there is none."""
    return _for(case, shadow_model(KIND, read))


def warm_up() -> None:
    """Reads the models that serve, so that no suggestion waits for their megabytes."""
    for model_of in (live_model, shadow_model):
        model_of(KIND, read)


def live_name() -> str:
    """As rows name it: "replies 3", or the weights that came with the program."""
    found = live_model(KIND, read)
    return found[0].name if found and found[1] else BUILT_IN


def _for(case: Case, found: tuple[Version, ReplyModel | None] | None) -> Learned | None:
    if found is None or found[1] is None:
        return None
    tasks = (case.intent,) if case.intent else ()
    return Learned(found[0], found[1], turns_of_case(case), tasks)
