"""From conversations to a model of replies.

The towers are trained on seven tenths of the conversations; on the rest, which they have not seen, lists of a hundred replies
are drawn by how often replies are said, and the ranker learns to find the one that was said. Then the towers are trained on
all. So the ranker weighs the towers' opinion as it is on strangers, not on what they know by heart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from assist.registry.conversations import Conversation, Turn
from assist.suggestions.ranking.learning import Examples, Training
from assist.suggestions.ranking.masking import Lexicon
from assist.suggestions.ranking.model import WEIGHT, Embed, ReplyModel, Said, digest, meaning_of
from assist.suggestions.ranking.ranker import Ranker
from assist.suggestions.ranking.replies import reply_features
from assist.suggestions.ranking.solved import solved_replies
from assist.suggestions.ranking.states import state_of
from assist.suggestions.ranking.vocabulary import Floats, Recorded

HELD_OUT = 0.3
LISTS, PLACES = 3000, 100
STATES_FROM, WORDS_FROM = 5, 2
FEWEST_LISTS = 200  # below it the towers rank alone
Progress = Callable[[float, str], None]


@dataclass(frozen=True)
class Example:
    """One reply that was said, with all that stood before it."""

    conversation: Conversation
    at: int

    @property
    def before(self) -> tuple[Turn, ...]:
        return self.conversation.turns[: self.at]

    @property
    def text(self) -> str:
        return self.conversation.turns[self.at].text


def examples_of(conversations: Sequence[Conversation]) -> list[Example]:
    """Every reply of an agent, in order."""
    return [
        Example(conversation, at)
        for conversation in conversations
        for at, turn in enumerate(conversation.turns)
        if turn.speaker == "agent" and turn.text.strip()
    ]


def learn_replies(
    conversations: Sequence[Conversation],
    *,
    embed: Embed,
    seed: int = 0,
    told: Progress = lambda part, words: None,
) -> ReplyModel:
    """The model of these conversations; the same ones in the same order give the same model. Raises ValueError for none."""
    told(0.0, "Reading the conversations")
    material = _Material(conversations, embed, told)
    inside = np.array([not _is_held_out(example) for example in material.examples])
    ranker = None
    if (~inside).sum() >= FEWEST_LISTS and inside.any():
        early = material.model(
            np.flatnonzero(inside), seed, lambda part: told(0.3 + 0.25 * part, "Learning from a part")
        )
        told(0.58, "Learning to rank")
        ranker = Ranker.learned(*_lists(early, material, np.flatnonzero(~inside), seed), seed=seed)
    whole = np.arange(len(material.examples))
    model = material.model(whole, seed, lambda part: told(0.65 + 0.35 * part, "Learning from all"))
    solved = solved_replies(conversations, model.lexicon)
    return ReplyModel(model.lexicon, model.states, model.words, model.said, model.towers, ranker, solved)


class _Material:
    """Everything that is read once: lexicon, features and sentence vectors of every example."""

    def __init__(self, conversations: Sequence[Conversation], embed: Embed, told: Progress) -> None:
        self.lexicon = Lexicon.learned(conversations)
        self.examples = examples_of(conversations)
        if not self.examples:
            raise ValueError("These conversations hold no reply of an agent.")
        self.keys = [self.lexicon.mask(example.text).key for example in self.examples]
        self._vectors = _Vectors(
            self._all_texts(conversations), embed, lambda part: told(0.3 * part, "Reading sentences")
        )

    @cached_property
    def features(self) -> Recorded:
        return Recorded(
            state_of(each.before, each.conversation.tasks, self.lexicon) for each in self.examples
        )

    @cached_property
    def meanings(self) -> Floats:
        return np.stack([meaning_of(example.before, self.embed) for example in self.examples])

    def embed(self, texts: Sequence[str]) -> Floats:
        return self._vectors(texts)

    def model(self, rows: NDArray[np.int64], seed: int, told: Callable[[float], None]) -> ReplyModel:
        """The towers of these examples alone, without a ranker."""
        counts = Counter(self.keys[row] for row in rows)
        texts = Counter(digest(self.examples[row].text) for row in rows)
        keys = sorted(counts)
        said = Said(tuple(keys), tuple(counts[key] for key in keys), dict(sorted(texts.items())))
        states, features = self.features.part(rows, at_least=STATES_FROM)
        words, replies = Recorded(map(reply_features, keys)).part(np.arange(len(keys)), at_least=WORDS_FROM)
        answers = np.searchsorted(np.array(keys), [self.keys[row] for row in rows])
        examples = Examples(features, self.meanings[rows], answers, replies, self.embed(keys) * WEIGHT)
        return ReplyModel(self.lexicon, states, words, said, Training(examples, seed=seed).run(told), None)

    def _all_texts(self, conversations: Sequence[Conversation]) -> list[str]:
        heard = {turn.text for each in conversations for turn in each.turns if turn.speaker == "customer"}
        return sorted(heard | set(self.keys) | {"?"})


class _Vectors:
    """Sentence vectors of known texts, made once; half precision, as there are many."""

    def __init__(self, texts: Sequence[str], embed: Embed, told: Callable[[float], None]) -> None:
        self._places = {text: place for place, text in enumerate(texts)}
        parts = []
        for start in range(0, len(texts), 1024):
            told(start / len(texts))
            parts.append(embed(texts[start : start + 1024]).astype(np.float16))
        self._vectors = np.concatenate(parts)

    def __call__(self, texts: Sequence[str]) -> Floats:
        return self._vectors[[self._places[text] for text in texts]].astype(np.float32)


def _is_held_out(example: Example) -> bool:
    """By customer, so that a person whom the towers know is not in the ranker's lists."""
    mark = blake2b(example.conversation.customer.encode(), digest_size=4).digest()
    return int.from_bytes(mark) < HELD_OUT * 2**32


def _lists(
    model: ReplyModel, material: _Material, held_out: NDArray[np.int64], seed: int
) -> tuple[Floats, NDArray[np.int64]]:
    """Rows for lists of replies drawn by how often they are said, each with the one that was said."""
    random = np.random.default_rng(seed)
    texts = Counter(example.text for example in material.examples)
    pool = sorted(texts)
    share = np.array([texts[text] for text in pool], dtype=float)
    size = min(PLACES, len(pool))
    rows, answers = [], []
    for pick in random.permutation(held_out)[:LISTS]:
        example = material.examples[pick]
        drawn = random.choice(len(pool), size, replace=False, p=share / share.sum())
        others = [pool[place] for place in drawn if pool[place] != example.text][: size - 1]
        answer = int(random.integers(len(others) + 1))
        listed = [*others[:answer], example.text, *others[answer:]]
        tasks = example.conversation.tasks
        rows.append(model.rows(example.before, tasks, listed, material.embed))
        answers.append(answer)
    return np.stack(rows), np.array(answers)
