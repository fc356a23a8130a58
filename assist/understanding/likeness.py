"""How alike two texts are: by meaning (the sentence embedding) and by words and parts of words (TF-IDF), as one kernel."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from assist.understanding.terms import ANALYSERS, TermWeights, Vectors, rounded

if TYPE_CHECKING:
    from sklearn.feature_extraction.text import TfidfVectorizer

SHARPNESS = 2.0  # of the meaning: how fast likeness falls with the angle
WEIGHT_OF_WORDS = 0.2  # for words and for parts of words, each beside a meaning of 1
STEADY = 50  # examples from which their own middle is taken at its word
MANY = 2000  # examples from which a part of a word that stands in one text only is left out
BLOCK = 2048  # rows at a time, so that no second whole table is in memory


def _sparse() -> Any:
    import scipy.sparse  # slow to import: only who reads turns pays for it

    return scipy.sparse


def _vectorisers(few: bool) -> list[TfidfVectorizer]:
    from sklearn.feature_extraction.text import TfidfVectorizer  # slow to import, and only training needs it

    plain = {"sublinear_tf": True, "dtype": np.float32, "min_df": 1 if few else 2}
    return [TfidfVectorizer(analyzer=analyse, **plain) for analyse in ANALYSERS]


class Likeness:
    """The kernel over the texts that it was fitted on. `seen` holds them; `to(...)` compares new ones with them."""

    def __init__(self, terms: TermWeights, middle: Vectors, seen: Vectors, words: Any) -> None:
        self._terms, self._middle, self.seen = terms, middle, seen
        self._words = _sparse().csc_matrix(words)  # by columns: a new text touches only its own

    @classmethod
    def fitted(cls, texts: Sequence[str], vectors: Vectors) -> Likeness:
        parts = _vectorisers(few=len(texts) < MANY)
        for part in parts:
            part.fit(texts)
        middle = vectors.mean(axis=0) * len(texts) / (len(texts) + STEADY)
        terms = TermWeights(
            [part.vocabulary_ for part in parts], [part.idf_ for part in parts], WEIGHT_OF_WORDS
        )
        return cls(terms, middle, _centred(vectors, middle), _counted(parts, texts))

    def meaning(self, vectors: Vectors) -> Vectors:
        """Cosines to every text seen, one row a new vector."""
        return cosines(_centred(vectors, self._middle), self.seen)

    def to(self, texts: Sequence[str], cosine: Vectors) -> Vectors:
        """Likeness to every text seen, given the cosines of the meaning."""
        result: Vectors = _warmth(cosine)
        for row, text in zip(result, texts, strict=True):
            row += self._words_like(text)
        return result

    def _words_like(self, text: str) -> Vectors:
        """The part of the words in the likeness of one text to every text seen."""
        columns, weights = self._terms.of(text)
        rows, data, starts = self._words.indices, self._words.data, self._words.indptr
        spans = [slice(starts[column], starts[column + 1]) for column in columns]
        if not spans:
            return np.zeros(len(self.seen), dtype=np.float32)
        each = np.repeat(weights, [span.stop - span.start for span in spans])
        shared = each * np.concatenate([data[span] for span in spans])
        places = np.concatenate([rows[span] for span in spans])
        return np.bincount(places, weights=shared, minlength=len(self.seen)).astype(np.float32)

    def among_seen(self) -> Vectors:
        """The whole table of the texts seen."""
        rows = _sparse().csr_matrix(self._words)
        table = np.empty((len(self.seen), len(self.seen)), dtype=np.float32)
        for start in range(0, len(table), BLOCK):
            block = slice(start, start + BLOCK)
            table[block] = _warmth(cosines(self.seen[block], self.seen))
            table[block] += (rows[block] @ rows.T).toarray()
        return table

    def to_arrays(self) -> dict[str, Any]:
        words = self._words.tocoo()
        return {
            "middle": self._middle.astype(np.float32),
            "seen": self.seen.astype(np.float16),
            "word_rows": words.row.astype(np.int32),
            "word_columns": words.col.astype(np.int32),
            "word_weights": words.data.astype(np.float16),
            **self._terms.to_arrays(),
        }

    @classmethod
    def from_arrays(cls, arrays: Any) -> Likeness:
        terms = TermWeights.from_arrays(arrays, WEIGHT_OF_WORDS)
        seen = arrays["seen"].astype(np.float32)
        places = (arrays["word_rows"], arrays["word_columns"])
        weights = arrays["word_weights"].astype(np.float32)
        words = _sparse().coo_matrix((weights, places), shape=(len(seen), terms.count))
        return cls(terms, arrays["middle"], seen, words)


def cosines(left: Vectors, right: Vectors) -> Vectors:
    result: Vectors = left @ right.T
    return result


def _warmth(cosine: Vectors) -> Vectors:
    result: Vectors = np.exp(SHARPNESS * (cosine - 1), dtype=np.float32)
    return result


def _centred(vectors: Vectors, middle: Vectors) -> Vectors:
    """Without what all texts share, and of length 1; rounded as an artefact keeps it."""
    moved = vectors - middle
    lengths = np.maximum(np.linalg.norm(moved, axis=1, keepdims=True), 1e-6)
    rounded: Vectors = (moved / lengths).astype(np.float16).astype(np.float32)
    return rounded


def _counted(parts: Sequence[TfidfVectorizer], texts: Sequence[str]) -> Any:
    counted = _sparse().hstack([part.transform(texts) for part in parts]).tocsr() * WEIGHT_OF_WORDS**0.5
    counted.data = rounded(counted.data)
    return counted
