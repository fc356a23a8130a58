from collections.abc import Callable, Sequence
from hashlib import blake2b

import numpy as np
import pytest

from assist.registry.conversations import Conversation, Turn
from assist.suggestions.ranking.vocabulary import Floats

ASKED = ("Where is my parcel?", "My parcel is not here", "When does my order come?")
CITIES = ("Leeds", "York", "Bath", "Derby", "Truro")


def told(text: str) -> Turn:
    return Turn("customer", text)


def said(text: str, **more: object) -> Turn:
    return Turn("agent", text, **more)  # type: ignore[arg-type]


def returned(tool: str, **result: object) -> tuple[Turn, Turn]:
    return Turn("agent", "", action=f"query:{tool}"), Turn("tool", "", result=result, total=1)


def delivery(number: int) -> Conversation:
    """One contact about a parcel, with values of its own."""
    city, status = CITIES[number % len(CITIES)], "late" if number % 2 else "on its way"
    sorry = ", I am sorry." if number % 2 else "."
    turns = (
        told("Hello"), said("Hello, how can I help?", action="hello"),
        told(ASKED[number % len(ASKED)]), said("Could you give me your order number, please?", action="ask"),
        told(f"It is {50_000 + number}"),
        *returned("track_shipment", status=status, city=city, expected_on=f"2026-11-{number % 28 + 1:02}"),
        said(f"Your parcel is in {city} and is {status}{sorry}", action=status),
        told("Thanks"), said("Thank you and goodbye.", action="bye"),
    )  # fmt: skip
    return Conversation(f"c{number}", f"p{number}", ("delivery",), turns)


def vectors(texts: Sequence[str]) -> Floats:
    """Vectors that depend on the words alone, without a model."""
    rows = [sum((_vector(word) for word in text.lower().split()), _vector("")) for text in texts]
    matrix = np.array(rows, dtype=np.float32)
    return matrix / np.linalg.norm(matrix, axis=1, keepdims=True)


def _vector(word: str) -> Floats:
    seed = int.from_bytes(blake2b(word.encode(), digest_size=4).digest())
    return np.random.default_rng(seed).standard_normal(16).astype(np.float32)


@pytest.fixture(scope="session")
def conversations() -> tuple[Conversation, ...]:
    return tuple(delivery(number) for number in range(60))


@pytest.fixture(scope="session")
def embed() -> Callable[[Sequence[str]], Floats]:
    return vectors
