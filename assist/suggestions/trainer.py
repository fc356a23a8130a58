"""Training and measuring the model of replies, for the room of learning."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

import numpy as np

from assist.providers.embeddings import embed
from assist.registry.material import Dialogues
from assist.suggestions.ranking.fitting import Example, examples_of, learn_replies
from assist.suggestions.ranking.model import ReplyModel

KIND = "replies"
LISTS, PLACES = 500, 100
SEED = 20
read = ReplyModel.from_bytes


def train(material: Dialogues, *, seed: int, progress: Callable[[float, str], None]) -> ReplyModel:
    """The model of these conversations. Raises ValueError where no agent says anything."""
    return learn_replies(material.conversations, embed=embed, seed=seed, told=progress)


def evaluate(model: ReplyModel, held_out: Dialogues) -> dict[str, float]:
    """How often the reply that was sent is first, among five and among ten of a hundred drawn by how often they are said."""
    examples = examples_of(held_out.conversations)
    if not examples:
        return {}
    random = np.random.default_rng(SEED)
    pool = _Drawn(examples)
    chosen = [examples[row] for row in random.permutation(len(examples))[:LISTS]]
    places = np.array([_place(model, example, pool, random) for example in chosen])
    typed = np.array([example.conversation.turns[example.at].typed for example in chosen], dtype=bool)
    figures = {f"recall@{first}": float((places < first).mean()) for first in (1, 5, 10)}
    figures["mrr"] = float((1 / (places + 1)).mean())
    return figures | ({"typed_recall@10": float((places[typed] < 10).mean())} if typed.any() else {})


class _Drawn:
    """The replies of the held-out part, to be drawn by how often they are said."""

    def __init__(self, examples: Sequence[Example]) -> None:
        counts = Counter(example.text for example in examples)
        self.texts = sorted(counts)
        share = np.array([counts[text] for text in self.texts], dtype=float)
        self._share = share / share.sum()

    def some(self, random: np.random.Generator) -> list[str]:
        size = min(PLACES, len(self.texts))
        return [
            self.texts[place] for place in random.choice(len(self.texts), size, replace=False, p=self._share)
        ]


def _place(model: ReplyModel, example: Example, pool: _Drawn, random: np.random.Generator) -> int:
    """The place of the sent reply in a drawn list."""
    others = [text for text in pool.some(random) if text != example.text][: PLACES - 1]
    tasks = example.conversation.tasks
    scores = model.scores(example.before, tasks, [example.text, *others], embed, drawn=True)
    return int((scores[1:] >= scores[0]).sum())
