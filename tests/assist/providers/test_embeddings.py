import threading
from multiprocessing import get_context
from pathlib import Path

import numpy as np
import pytest

from assist.providers.embeddings import DIMENSIONS, embed, make_ahead, model_version
from assist.providers.embeddings.encoder import _made_ahead
from assist.providers.embeddings.weights import (
    TOKENIZER,
    TOKENIZER_SHA256,
    fast_model,
    installed_weights,
    sha256_of,
)

pytestmark = pytest.mark.usefixtures("real_encoder")


def test_the_tokenizer_is_the_one_that_was_measured() -> None:
    assert sha256_of(TOKENIZER) == TOKENIZER_SHA256


def test_vectors_are_normalised_and_in_the_order_of_the_texts() -> None:
    texts = [
        "Where is my order?",
        "a",
        "A much longer sentence about a lamp that arrived broken on Tuesday morning.",
    ]
    vectors = embed(texts)
    assert vectors.shape == (3, DIMENSIONS)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_a_vector_is_the_same_whatever_stands_beside_its_text() -> None:
    texts = [f"Order {n} has not arrived{', and I am waiting' * n}." for n in range(9)]
    together = embed(texts)
    assert np.array_equal(together, np.stack([embed([text])[0] for text in texts]))
    assert np.array_equal(together[::-1], embed(texts[::-1]))


def test_what_means_the_same_is_near() -> None:
    order, parcel, joke = embed(["Where is my order?", "Has my parcel shipped yet?", "Tell me a joke"])
    assert order @ parcel > order @ joke + 0.2


def test_no_texts_give_no_rows_and_empty_or_long_ones_do_no_harm() -> None:
    assert embed([]).shape == (0, DIMENSIONS)
    assert np.isfinite(embed(["", "word " * 3000])).all()


def test_many_threads_get_what_one_gets() -> None:
    texts, results = [f"order number {n} is late" for n in range(8)], {}
    expected = [embed([text])[0] for text in texts]

    def work(n: int) -> None:
        results[n] = embed([texts[n]])[0]

    threads = [threading.Thread(target=work, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(np.allclose(results[n], expected[n], atol=1e-6) for n in range(8))


def _make(folder: str) -> str:
    return str(fast_model(Path(folder)))


def test_two_processes_may_make_the_faster_file_at_once(tmp_path: Path) -> None:
    installed_weights()
    with get_context("spawn").Pool(2) as pool:
        made = set(pool.map(_make, [str(tmp_path)] * 2))
    assert len(made) == 1
    assert [p.name for p in tmp_path.iterdir()] == [Path(made.pop()).name]


def test_the_version_names_the_vectors() -> None:
    assert model_version().startswith(("minilm-", "folder-"))


def test_texts_made_ahead_have_the_vectors_that_they_would_have_had() -> None:
    texts = [f"Parcels of size {size} go out on the next day." for size in range(6)]
    plain = embed(texts)
    make_ahead([texts]).join(30)
    assert np.array_equal(embed(texts), plain)
    assert tuple(texts) not in _made_ahead, "it is kept for one call only"
