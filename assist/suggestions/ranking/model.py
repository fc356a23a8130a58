"""The learned model of replies: which reply fits a conversation, as bytes and back."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b, sha256
from typing import Any

import numpy as np

from assist.registry.conversations import Turn
from assist.suggestions.ranking.masking import Lexicon, Masked
from assist.suggestions.ranking.pairs import Ground, rows_of
from assist.suggestions.ranking.ranker import Ranker
from assist.suggestions.ranking.replies import reply_features
from assist.suggestions.ranking.solved import Solved
from assist.suggestions.ranking.states import state_of
from assist.suggestions.ranking.towers import Towers
from assist.suggestions.ranking.vocabulary import Floats, Vocabulary

CODE_VERSION = "replies-1"
EARLIER = 2  # turns of the customer before the last whose meaning is kept
WEIGHT = np.float32(3)  # sentence vectors have length 1; named features count more one by one
UNSEEN = 0.3  # what a wording that was never said counts for
REMEMBERED = 50_000
FREQUENCY = slice(1, 4)  # the numbers of a row that tell how often the reply is said
Embed = Callable[[Sequence[str]], Floats]


@dataclass(frozen=True)
class Said:
    """What was ever said: replies without values and how often; whole texts as digests, never in words."""

    keys: tuple[str, ...]
    counts: tuple[int, ...]
    texts: Mapping[str, int]

    def times(self, text: str) -> int:
        return self.texts.get(digest(text), 0)


def digest(text: str) -> str:
    """Names a text without telling it."""
    return blake2b(text.encode(), digest_size=8).hexdigest()


def meaning_of(turns: Sequence[Turn], embed: Embed) -> Floats:
    """The sentence vectors of the customer's last turn and, averaged, of the two before."""
    texts = [turn.text for turn in turns if turn.speaker == "customer"][-1 - EARLIER :]
    vectors = embed(texts) if texts else np.zeros((1, embed(["?"]).shape[1]), dtype=np.float32)
    earlier = vectors[:-1].mean(axis=0) if len(vectors) > 1 else np.zeros_like(vectors[0])
    return np.concatenate([vectors[-1], earlier]) * WEIGHT


class ReplyModel:
    """Scores replies for a conversation. What it knows of a reply is kept by its text: replies come again and again."""

    def __init__(
        self,
        lexicon: Lexicon,
        states: Vocabulary,
        words: Vocabulary,
        said: Said,
        towers: Towers,
        ranker: Ranker | None,
        solved: Sequence[Solved] = (),
    ) -> None:
        self.lexicon, self.states, self.words, self.said = lexicon, states, words, said
        self.towers, self.ranker, self.solved = towers, ranker, tuple(solved)
        self._known = {key: place for place, key in enumerate(said.keys)}
        self._vectors: dict[str, Floats] = {}

    def scores(
        self,
        turns: Sequence[Turn],
        tasks: Iterable[str],
        texts: Sequence[str],
        embed: Embed,
        *,
        drawn: bool = False,
    ) -> Floats:
        """One score a text, higher fits better, comparable within this list.

        `drawn` says that the list was drawn at random by how often replies are said, so that a rare one which stands in it
        is there for a reason. In a list that was retrieved, how often a reply is said tells nothing of that kind.
        """
        if self.ranker is None:
            return self.fits(turns, tasks, texts, embed)
        rows = self.rows(turns, tasks, texts, embed)
        if not drawn:
            rows[:, FREQUENCY] = self.ranker.mean[FREQUENCY]
        return self.ranker.scores(rows)

    def fits(self, turns: Sequence[Turn], tasks: Iterable[str], texts: Sequence[str], embed: Embed) -> Floats:
        """How well each text fits by its words and meaning alone: the logarithm of a chance, up to a constant."""
        state = self.state(turns, tasks, embed)
        vectors = self.vectors([self.lexicon.mask(text).key for text in texts], embed)
        fits: Floats = vectors[:, :-1] @ state + vectors[:, -1]
        return fits

    def state(self, turns: Sequence[Turn], tasks: Iterable[str], embed: Embed) -> Floats:
        """The vector of what the conversation has come to."""
        row = self.states.row(state_of(turns, tasks, self.lexicon))
        return self.towers.state(row, meaning_of(turns, embed))

    def likely(
        self, turns: Sequence[Turn], tasks: Iterable[str], embed: Embed, *, limit: int
    ) -> list[tuple[Solved, float]]:
        """The replies of past conversations that may be said again, likeliest first, each with its chance among all."""
        if not self.solved:
            return []
        scores = self.towers.known @ self.state(turns, tasks, embed) + self.towers.known_bias
        chances = np.exp(scores - np.logaddexp.reduce(scores))
        found = [
            (reply, sum(float(chances[self._known[key]]) for key in reply.keys)) for reply in self.solved
        ]
        return sorted(found, key=lambda each: (-each[1], each[0].text))[:limit]

    def rows(self, turns: Sequence[Turn], tasks: Iterable[str], texts: Sequence[str], embed: Embed) -> Floats:
        """What the ranker weighs, one row a text."""
        fits = self.fits(turns, tasks, texts, embed)
        masked = [self.lexicon.mask(text) for text in texts]
        known = np.array(
            [self._standing(text, mask) for text, mask in zip(texts, masked, strict=True)],
            dtype=np.float32,
        )
        even = (fits - np.logaddexp.reduce(fits))[:, None]
        return rows_of(Ground(turns, self.lexicon), texts, masked, np.concatenate([even, known], axis=1))

    def vectors(self, keys: Sequence[str], embed: Embed) -> Floats:
        """The vectors of replies (bias last), each made once; only those that were never said need a sentence vector."""
        fresh = [key for key in dict.fromkeys(keys) if key not in self._vectors]
        if len(self._vectors) + len(fresh) > REMEMBERED:
            self._vectors.clear()
            fresh = list(dict.fromkeys(keys))
        new = [key for key in fresh if key not in self._known]
        meanings = dict(zip(new, embed(new), strict=True)) if new else {}
        for key in fresh:
            self._vectors[key] = (
                self.towers.reply(self.words.row(reply_features(key)), meanings[key] * WEIGHT)
                if key in meanings
                else self.towers.known_reply(self._known[key])
            )
        return np.stack([self._vectors[key] for key in keys])

    def _standing(self, text: str, masked: Masked) -> tuple[float, float, float]:
        """New as a reply, share of the wording, how often."""
        times, place = self.said.times(text), self._known.get(masked.key, -1)
        often = self.said.counts[place] if place >= 0 else 0
        wording = 0.0 if masked.values else float(np.log((times + UNSEEN) / (often + 1)))
        return float(often == 0), wording, float(np.log1p(often))

    def to_bytes(self) -> bytes:
        """All of it: numpy arrays and JSON, nothing that could run."""
        told: dict[str, Any] = {
            "code": CODE_VERSION, "lexicon": self.lexicon.values, "states": self.states.names, "words": self.words.names,
            "keys": self.said.keys, "counts": self.said.counts, "texts": self.said.texts,
            "solved": [reply.as_row() for reply in self.solved],
        }  # fmt: skip
        arrays: dict[str, Any] = {**self.towers.arrays(), **(self.ranker.arrays() if self.ranker else {})}
        words = json.dumps(told, ensure_ascii=False, sort_keys=True).encode()
        buffer = io.BytesIO()
        np.savez_compressed(buffer, words=np.frombuffer(words, dtype=np.uint8), **arrays)
        return buffer.getvalue()

    @classmethod
    def from_bytes(cls, artefact: bytes) -> ReplyModel:
        """The model again. Raises ValueError for bytes of another code version."""
        with np.load(io.BytesIO(artefact), allow_pickle=False) as kept:
            arrays = {name: kept[name] for name in kept.files}
        told = json.loads(arrays.pop("words").tobytes())
        if told["code"] != CODE_VERSION:
            raise ValueError(f"these bytes are of {told['code']}, this code reads {CODE_VERSION}")
        said = Said(tuple(told["keys"]), tuple(told["counts"]), told["texts"])
        ranker = Ranker.of(arrays) if "ranker_mean" in arrays else None
        return cls(
            Lexicon(told["lexicon"]), Vocabulary(told["states"]), Vocabulary(told["words"]), said,
            Towers.of(arrays), ranker, [Solved.of(row) for row in told["solved"]],
        )  # fmt: skip

    @property
    def version(self) -> str:
        """Names what it was trained on together with the code that reads it."""
        return f"{CODE_VERSION}-{sha256(self.to_bytes()).hexdigest()[:12]}"
