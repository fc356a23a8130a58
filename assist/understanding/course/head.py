import io
import json
from collections.abc import Callable, Hashable, Sequence

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from assist.providers.embeddings import DIMENSIONS, embed
from assist.understanding.course.moments import Moment, signals
from assist.understanding.course.words import Words

Vectors = NDArray[np.float32]
Shares = NDArray[np.float64]
WEIGHT_OF_SIGNALS = 0.1
LEAST_TEXTS, MANY = 2, 2000  # a word of one text tells nothing where texts are many


class RatingHead:
    """Shares of people's judgements by ridge regression on signals, embedding and words.

    Fitting the same moments again gives the same head. `shares` takes under a millisecond once the turn has its vector.
    """

    def __init__(self, words: Words, mean: Shares, spread: Shares, weights: Shares, offset: Shares) -> None:
        self._words, self._mean, self._spread = words, mean, spread
        self._weights, self._offset = weights, offset
        self._dense = np.ascontiguousarray(weights[: len(mean) + DIMENSIONS])
        self._sparse = np.ascontiguousarray(weights[len(mean) + DIMENSIONS :])

    @classmethod
    def fit(
        cls, moments: Sequence[Moment], shares: Shares, *, strength: float, vectors: Vectors | None = None
    ) -> "RatingHead":
        """`shares` has one row a moment and one column a judgement. A higher `strength` trusts single lines less."""
        from scipy import sparse  # slow to import, and only training needs it
        from sklearn.linear_model import Ridge

        texts = [moment.now for moment in moments]
        vectors = embed(texts) if vectors is None else vectors
        words = Words.of(texts, LEAST_TEXTS if len(texts) >= MANY else 1)
        signs = np.array([signals(moment) for moment in moments], dtype=np.float64)
        mean, spread = signs.mean(axis=0), signs.std(axis=0)
        spread = (
            np.where(spread < 1e-3, np.inf, spread) / WEIGHT_OF_SIGNALS
        )  # what never changes tells nothing
        dense = np.hstack([(signs - mean) / spread, vectors.astype(np.float64)])
        rows = sparse.hstack([sparse.csr_matrix(dense), words.matrix(texts)]).tocsr()
        with threadpool_limits(1):  # threads that wait for busy cores made it slower
            model = Ridge(alpha=strength, solver="sparse_cg", tol=1e-6).fit(rows, shares)
        weights = model.coef_.T.astype(np.float32).astype(np.float64)  # as it will be kept
        return cls(words, mean, spread, weights, model.intercept_)

    def shares(self, moment: Moment, vector: Vectors) -> Shares:
        """One number a judgement, about from 0 to 1."""
        dense = np.concatenate([(signals(moment) - self._mean) / self._spread, vector])
        columns, weights = self._words.row(moment.now)
        result: Shares = dense @ self._dense + weights @ self._sparse[columns] + self._offset
        return result

    def to_bytes(self) -> bytes:
        """Plain arrays and words, without pickles; `from_bytes` gives the same head."""
        arrays = {
            "weights": self._weights.astype(np.float32),
            "offset": self._offset,
            "mean": self._mean,
            "spread": self._spread,
            "idf": self._words.weights,
            "terms": np.frombuffer(json.dumps(self._words.terms).encode(), dtype=np.uint8),
        }
        packed = io.BytesIO()
        np.savez_compressed(packed, **arrays)  # type: ignore[arg-type]
        return packed.getvalue()

    @classmethod
    def from_bytes(cls, packed: bytes) -> "RatingHead":
        with np.load(io.BytesIO(packed), allow_pickle=False) as arrays:
            words = Words(json.loads(arrays["terms"].tobytes()), arrays["idf"])
            weights = arrays["weights"].astype(np.float64)
            return cls(words, arrays["mean"], arrays["spread"], weights, arrays["offset"])


Fit = Callable[[Sequence[Moment], Shares, Vectors], RatingHead]


def held_out(
    moments: Sequence[Moment],
    shares: Shares,
    vectors: Vectors,
    groups: Sequence[Hashable],
    fit: Fit,
    folds: int = 5,
) -> Shares:
    """Each moment read by a head that had not seen its group. The order of first appearance decides the folds."""
    order = {group: i for i, group in enumerate(dict.fromkeys(groups))}
    fold = np.array([order[group] % folds for group in groups])
    said = np.zeros_like(shares)
    for number in range(min(folds, len(order))):
        seen, unseen = np.flatnonzero(fold != number), np.flatnonzero(fold == number)
        head = fit([moments[int(i)] for i in seen], shares[seen], vectors[seen])
        said[unseen] = [head.shares(moments[int(i)], vectors[i]) for i in unseen]
    return said
