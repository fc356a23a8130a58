"""Texts are encoded once a run. A plugin, loaded by tests/conftest.py.

The encoder is a function of the text: the same text gives the same vector, to the bit. So the first test that asks for
one pays for it, through the real encoder, and whoever asks again, in either worker, gets what it made.
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
_encode_one = Encoder._one
_known: dict[bytes, Vectors] = {}


def pytest_configure(config: pytest.Config) -> None:
    """One folder a run: the controller makes it, the workers inherit its name."""
    if not hasattr(config, "workerinput"):
        os.environ[FOLDER] = tempfile.mkdtemp(prefix="agentdesk-vectors-")
    Encoder._one = _one  # type: ignore[method-assign, assignment]


def pytest_unconfigure(config: pytest.Config) -> None:
    Encoder._one = _encode_one  # type: ignore[method-assign]
    if not hasattr(config, "workerinput"):
        shutil.rmtree(os.environ.pop(FOLDER, ""), ignore_errors=True)


def _one(encoder: Encoder, text: str) -> Vectors:
    key = hashlib.sha256(text.encode()).digest()
    if key not in _known:
        _known[key] = _kept(Path(os.environ[FOLDER]) / f"{key.hex()}.npy", encoder, text)
    return _known[key].copy()


def _kept(path: Path, encoder: Encoder, text: str) -> Vectors:
    if path.exists():
        kept: Vectors = np.load(path)
        return kept
    vector = _encode_one(encoder, text)
    draft = path.with_suffix(f".{os.getpid()}.npy")
    np.save(draft, vector)
    draft.replace(path)
    return vector


@pytest.fixture
def real_encoder(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Every text is encoded anew, as in production."""
    monkeypatch.setattr(Encoder, "_one", _encode_one)
    _recent.cache_clear()
    yield
    _recent.cache_clear()
