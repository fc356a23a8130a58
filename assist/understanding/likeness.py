"""How alike two texts are: by meaning (the sentence embedding) and by words and parts of words (TF-IDF), as one kernel."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from sklearn.feature_extraction.text import TfidfVectorizer

Vectors = NDArray[np.float32]

SHARPNESS = 2.0  # of the meaning: how fast likeness falls with the angle
WEIGHT_OF_WORDS = 0.2  # for words and for parts of words, each beside a meaning of 1
STEADY = 50  # examples from which their own middle is taken at its word
MANY = 2000  # examples from which a part of a word that stands in one text only is left out
BLOCK = 2048  # rows at a time, so that no second whole table is in memory
_TOKEN = r"(?u)\b\w[\w']*\b|[!?]"


def _sparse() -> Any:
    import scipy.sparse  # slow to import: only who reads turns pays for it

    return scipy.sparse


def _vectorisers(few: bool) -> tuple[TfidfVectorizer, TfidfVectorizer]:
    from sklearn.feature_extraction.text import TfidfVectorizer

    rarest = 1 if few else 2
    plain = {"sublinear_tf": True, "dtype": np.float32, "min_df": rarest}
    return (
        TfidfVectorizer(ngram_range=(1, 2), token_pattern=_TOKEN, **plain),
        TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), **plain),
    )


class Likeness:
    """The kernel over the texts that it was fitted on. `seen` holds them; `to(...)` compares new ones with them."""

    def __init__(self, parts: Sequence[TfidfVectorizer], middle: Vectors, seen: Vectors, words: Any) -> None:
        self._parts, self._middle, self.seen = parts, middle, seen
        self._words = _sparse().csc_matrix(words)  # by columns: a new text touches only its own
        self._count = WordCount(parts)

    @classmethod
    def fitted(cls, texts: Sequence[str], vectors: Vectors) -> Likeness:
        parts = _vectorisers(few=len(texts) < MANY)
        for part in parts:
            part.fit(texts)
        middle = vectors.mean(axis=0) * len(texts) / (len(texts) + STEADY)
        return cls(parts, middle, _centred(vectors, middle), _counted(parts, texts))

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
        columns, weights = self._count.of(text)
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
            **{f"terms_{i}": _joined(part) for i, part in enumerate(self._parts)},
            **{f"idf_{i}": part.idf_.astype(np.float32) for i, part in enumerate(self._parts)},
        }

    @classmethod
    def from_arrays(cls, arrays: Any) -> Likeness:
        parts = _vectorisers(few=True)
        for i, part in enumerate(parts):
            terms = bytes(arrays[f"terms_{i}"]).decode().split("\n")
            part.vocabulary = {term: place for place, term in enumerate(terms)}
            part.idf_ = arrays[f"idf_{i}"]
        seen = arrays["seen"].astype(np.float32)
        shape = (len(seen), sum(len(part.idf_) for part in parts))
        places = (arrays["word_rows"], arrays["word_columns"])
        words = _sparse().coo_matrix((arrays["word_weights"].astype(np.float32), places), shape=shape)
        return cls(parts, arrays["middle"], seen, words)


class WordCount:
    """The TF-IDF of one text by fitted vectorisers: what `_counted` gives for its row, in a tenth of the time.

    scikit-learn checks and wraps what it is given for each call, which for one short message is nearly all of its work.
    """

    def __init__(self, parts: Sequence[TfidfVectorizer]) -> None:
        self._parts = []
        first = 0
        for part in parts:
            terms = part.vocabulary_ if hasattr(part, "vocabulary_") else part.vocabulary
            self._parts.append((part.build_analyzer(), terms, part.idf_, first))
            first += len(terms)

    def of(self, text: str) -> tuple[list[int], Vectors]:
        """The columns of the terms that are known, and their weights."""
        columns: list[int] = []
        weights: list[Vectors] = [np.empty(0, dtype=np.float32)]
        for analyse, terms, idf, first in self._parts:
            counts = Counter(place for term in analyse(text) if (place := terms.get(term)) is not None)
            if not counts:
                continue
            places = list(counts)
            found = (np.log(np.array(list(counts.values()), dtype=np.float32)) + 1) * idf[places]
            found /= np.sqrt(np.square(found, dtype=np.float64).sum())
            columns += [first + place for place in places]
            weights.append(_rounded(found * WEIGHT_OF_WORDS**0.5))
        return columns, np.concatenate(weights)


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
    counted.data = _rounded(counted.data)
    return counted


def _rounded(weights: Vectors) -> Vectors:
    """As an artefact keeps them."""
    kept: Vectors = weights.astype(np.float16).astype(np.float32)
    return kept


def _joined(part: TfidfVectorizer) -> NDArray[np.uint8]:
    terms = sorted(part.vocabulary_, key=part.vocabulary_.__getitem__)
    return np.frombuffer("\n".join(terms).encode(), dtype=np.uint8)
