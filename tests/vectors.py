"""Texts are encoded once a run. A plugin, loaded by tests/conftest.py.

The encoder is a function of its batch: the same texts give the same vectors, to the bit. So the first test that asks
for a batch pays for it, through the real encoder, and whoever asks again, in either worker, gets what it made.
`real_encoder` takes the store away for tests of the encoder itself.
"""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from assist.providers.embeddings.encoder import Encoder, Vectors, _recent

FOLDER = "AGENTDESK_TEST_VECTORS"
_encode_batch = Encoder._batch
_known: dict[bytes, Vectors] = {}


def pytest_configure(config: pytest.Config) -> None:
    """One folder a run: the controller makes it, the workers inherit its name."""
    if not hasattr(config, "workerinput"):
        os.environ[FOLDER] = tempfile.mkdtemp(prefix="agentdesk-vectors-")
    Encoder._batch = _batch  # type: ignore[method-assign]


def pytest_unconfigure(config: pytest.Config) -> None:
    Encoder._batch = _encode_batch  # type: ignore[method-assign]
    if not hasattr(config, "workerinput"):
        shutil.rmtree(os.environ.pop(FOLDER, ""), ignore_errors=True)


def _batch(encoder: Encoder, texts: list[str]) -> Vectors:
    key = hashlib.sha256("\0".join(texts).encode()).digest()
    if key not in _known:
        _known[key] = _kept(Path(os.environ[FOLDER]) / f"{key.hex()}.npy", encoder, texts)
    return _known[key].copy()


def _kept(path: Path, encoder: Encoder, texts: list[str]) -> Vectors:
    if path.exists():
        kept: Vectors = np.load(path)
        return kept
    vectors = _encode_batch(encoder, texts)
    draft = path.with_suffix(f".{os.getpid()}.npy")
    np.save(draft, vectors)
    draft.replace(path)
    return vectors


@pytest.fixture
def real_encoder(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Every text is encoded anew, as in production."""
    monkeypatch.setattr(Encoder, "_batch", _encode_batch)
    _recent.cache_clear()
    yield
    _recent.cache_clear()
