"""What the heads see: the sentence embedding beside weighted words, as one row of numbers."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

Vectors = NDArray[np.float32]
Shares = NDArray[np.float64]

WEIGHT_OF_WORDS = 0.8
_TOKEN = r"(?u)\b\w[\w']*\b|[!?]"


class Head:
    """Logistic regression over embedding and TF-IDF. Fitting the same lines again gives the same head."""

    def __init__(
        self, texts: Sequence[str], vectors: Vectors, labels: Sequence[str], strength: float
    ) -> None:
        self._words = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, token_pattern=_TOKEN)
        words = self._words.fit_transform(texts).toarray() * WEIGHT_OF_WORDS
        model = LogisticRegression(C=strength, max_iter=400)
        with threadpool_limits(1):  # threads that wait for busy cores made it twenty times slower
            coefficients = _fitted(model, np.hstack([vectors.astype(np.float64), words]), labels)
        intercept = model.intercept_
        if len(coefficients) == 1:  # two labels share one row
            coefficients, intercept = (
                np.vstack([-coefficients, coefficients]) / 2,
                np.hstack([-intercept, intercept]) / 2,
            )
        self.labels: list[str] = [str(label) for label in model.classes_]
        self._dense = coefficients[:, : vectors.shape[1]].T
        self._sparse = coefficients[:, vectors.shape[1] :].T * WEIGHT_OF_WORDS
        self._intercept = intercept

    def scores(self, texts: Sequence[str], vectors: Vectors) -> Shares:
        """Unnormalised log shares, one row a text, one column a label."""
        words = self._words.transform(texts) @ self._sparse
        result: Shares = vectors.astype(np.float64) @ self._dense + words + self._intercept
        return result


def _fitted(model: LogisticRegression, rows: Shares, labels: Sequence[str]) -> Shares:
    """The coefficients. With fewer lines than columns it is fitted in the space that the lines span: the same, sooner."""
    if len(rows) >= rows.shape[1]:
        model.fit(rows, list(labels))
        whole: Shares = model.coef_
        return whole
    left, lengths, right = np.linalg.svd(rows, full_matrices=False)
    model.fit(left * lengths, list(labels))
    result: Shares = model.coef_ @ right
    return result


def softmax(scores: Shares) -> Shares:
    shifted = np.exp(scores - scores.max(axis=1, keepdims=True))
    result: Shares = shifted / shifted.sum(axis=1, keepdims=True)
    return result


def folds_of(labels: Sequence[str], count: int) -> NDArray[np.int64]:
    """The fold of each line, so that each label is spread evenly. No chance in it: the order decides."""
    seen: dict[str, int] = {}
    folds = np.zeros(len(labels), dtype=np.int64)
    for row, label in enumerate(labels):
        folds[row] = seen.get(label, 0) % count
        seen[label] = seen.get(label, 0) + 1
    return folds


def calibrated_temperature(scores: Shares, labels: Sequence[str], names: Sequence[str]) -> float:
    """What to divide scores by so that 80 % means right in 80 of 100: the least surprise on lines held out."""
    right = np.array([list(names).index(label) for label in labels])
    grid = np.geomspace(0.05, 3.0, 60)
    losses = [-np.log(softmax(scores / t)[np.arange(len(right)), right] + 1e-12).mean() for t in grid]
    return float(grid[int(np.argmin(losses))])
