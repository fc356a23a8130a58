"""The texts of a training with their vectors, each embedded once."""

from collections.abc import Callable, Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from assist.nextbest.ranking.examples import Example
from assist.nextbest.ranking.outcomes import message_of
from assist.nextbest.ranking.plans import Embed, Floats
from assist.nextbest.ranking.states import State
from assist.registry.conversations import Plan

AT_ONCE = 512
DIMENSIONS = 384


class Texts:
    """A table of vectors; the row 0 is that of no text."""

    def __init__(self, embed: Embed) -> None:
        self._embed = embed
        self._places: dict[str, int] = {}
        self.table: NDArray[np.float16] = np.zeros((1, DIMENSIONS), dtype=np.float16)

    def learn(
        self, said: Iterable[str], plans: Iterable[Plan], strays: Mapping[str, str], examples: Sequence[Example],
        told: Callable[[float, str], None],
    ) -> None:  # fmt: skip
        """Embeds all texts that a training will ask for."""
        words = {word or action for plan in plans for action, word in plan.replies.items()}
        messages = {message_of(one.state.told[-1]) for one in examples if one.state.is_after_tool}
        new = sorted(
            {*said, *words, *strays.values(), *strays, *messages, "Query"} - self._places.keys() - {""}
        )
        parts = []
        for start in range(0, len(new), AT_ONCE):
            told(0.35 * start / len(new), f"Reading texts, {start} of {len(new)}")
            parts.append(self._embed(new[start : start + AT_ONCE]).astype(np.float16))
        self._places |= {text: len(self.table) + place for place, text in enumerate(new)}
        self.table = np.concatenate([self.table, *parts])

    def vectors(self, texts: Sequence[str]) -> Floats:
        """As `embed`, from the table; what is not there is embedded now."""
        if any(text not in self._places for text in texts):
            return self._embed(texts)
        rows: Floats = self.table[[self._places[text] for text in texts]].astype(np.float32)
        return rows

    def places_of(self, state: State) -> tuple[int, int, int]:
        """The customer's last words, those before and the agent's last reply, as in a moment."""
        said = [said.text for said in state.said if said.text][-2:]
        replies = [reply for reply in state.replies if reply][-1:]
        spoken = [self._places[text] for text in said]
        last = spoken[-1] if spoken else 0
        before = spoken[-2] if len(spoken) > 1 else 0
        return last, before, self._places[replies[0]] if replies else 0
