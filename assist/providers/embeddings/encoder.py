"""Texts to vectors: tokenizer, model, mean over the words, length 1."""

import threading
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from assist.providers.embeddings.weights import RECIPE, WEIGHTS_SHA256, model_files, sha256_of

DIMENSIONS = 384
LONGEST = 256  # word pieces; the model has seen no more
FEW = 4  # texts of the moment, which come again within the second

Vectors = NDArray[np.float32]


class Encoder:
    """A loaded model. `encode` is thread-safe: onnxruntime and the tokenizer are, and nothing is kept between calls."""

    def __init__(self, model: Path, tokenizer: Path) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1  # two were slower than one on busy cores
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
        self._inputs = {i.name for i in self._session.get_inputs()}
        self._tokenizer = Tokenizer.from_file(str(tokenizer))
        self._tokenizer.enable_truncation(LONGEST)
        self._tokenizer.no_padding()

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One normalised row a text, in the order given.

        Each text is read alone. The int8 model rounds by all that it reads together, so in a batch a vector would
        depend on its neighbours; and padding made batches the slower way, too.
        """
        vectors = np.zeros((len(texts), DIMENSIONS), dtype=np.float32)
        for row, text in enumerate(texts):
            vectors[row] = self._one(text)
        return vectors

    def _one(self, text: str) -> Vectors:
        encoded = self._tokenizer.encode(text)
        feeds = {
            "input_ids": np.array([encoded.ids], dtype=np.int64),
            "attention_mask": np.array([encoded.attention_mask], dtype=np.int64),
            "token_type_ids": np.array([encoded.type_ids], dtype=np.int64),
        }
        hidden: Vectors = self._session.run(None, {name: feeds[name] for name in self._inputs})[0]
        mean = hidden[0].mean(axis=0)
        vector: Vectors = (mean / max(float(np.linalg.norm(mean)), 1e-12)).astype(np.float32)
        return vector


_loading = threading.Lock()


@cache
def _loaded() -> Encoder:
    return Encoder(*model_files())


def encoder() -> Encoder:
    """The process's one encoder, loaded at the first call."""
    with _loading:
        return _loaded()


def embed(texts: Sequence[str]) -> Vectors:
    """One row of 384 float32 numbers a text, each of length 1. Loads the model at the first call of the process."""
    if not texts:
        return np.zeros((0, DIMENSIONS), dtype=np.float32)
    if len(texts) <= FEW:
        return np.stack([_recent(text) for text in texts])
    made = _made_ahead.pop(tuple(texts), None)
    return encoder().encode(texts) if made is None else made


_made_ahead: dict[tuple[str, ...], Vectors] = {}


class Ahead(threading.Thread):
    """Embeds batches of texts on a thread of its own until it is through or ended."""

    def __init__(self, batches: Iterable[Sequence[str]]) -> None:
        super().__init__(name="embed-ahead", daemon=True)
        self._batches, self._is_wanted = batches, True

    def run(self) -> None:
        for texts in self._batches:
            if not self._is_wanted:
                return
            _made_ahead[tuple(texts)] = encoder().encode(texts)

    def end(self) -> None:
        """Waits for the batch in hand, no longer: a process that ended in the middle of the model's code would abort."""
        self._is_wanted = False
        self.join()


def make_ahead(batches: Iterable[Sequence[str]]) -> Ahead:
    """Begins with these now: a later `embed` of the same texts together takes what is there, once.

    Needs a second core to be of use.
    """
    ahead = Ahead(batches)
    ahead.start()
    return ahead


@lru_cache(maxsize=1024)
def _recent(text: str) -> Vectors:
    """One customer's turn is read, searched for and answered: its vector is made once."""
    vector: Vectors = encoder().encode([text])[0]
    return vector


@cache
def model_version() -> str:
    """Names the vectors: two texts may be compared only when their vectors carry the same version."""
    model, _ = model_files()
    ours = WEIGHTS_SHA256[:12] in model.name
    return f"minilm-{WEIGHTS_SHA256[:8]}-{RECIPE}" if ours else f"folder-{sha256_of(model)[:12]}"
