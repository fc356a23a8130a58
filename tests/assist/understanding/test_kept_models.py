"""What a taxonomy's examples taught is learned once an installation."""

from pathlib import Path

import pytest

from assist.providers.embeddings import embed
from assist.understanding import learning
from assist.understanding.fitting import fit_intents
from assist.understanding.intents import Labelled, version_of

EXAMPLES = [
    Labelled("Where is my order?", "order_status"),
    Labelled("Has my parcel left yet?", "order_status"),
    Labelled("I want my money back", "refund"),
    Labelled("Please refund the lamp", "refund"),
]


@pytest.fixture
def models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(learning, "state_folder", lambda: tmp_path)
    return tmp_path / "models"


@pytest.fixture
def fits(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many examples each training took, which is the real one."""
    counted: list[int] = []

    def counting(examples: list[Labelled], outside: str) -> object:
        counted.append(len(examples))
        return fit_intents(examples, outside)

    monkeypatch.setattr(learning, "fit_intents", counting)
    return counted


def test_the_next_process_reads_what_the_first_one_learned(models: Path, fits: list[int]) -> None:
    key = version_of(EXAMPLES)
    learned = learning._kept_or_fitted(key, EXAMPLES, "")
    read = learning._kept_or_fitted(key, EXAMPLES, "")
    assert fits == [4]
    line = "can I have a refund for this lamp"
    assert read.rank(line, embed([line])[0]) == learned.rank(line, embed([line])[0])


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 cut off", b"\x93NUMPY of somebody else"])
def test_a_file_that_cannot_be_read_is_learned_again(models: Path, fits: list[int], content: bytes) -> None:
    key = version_of(EXAMPLES)
    models.mkdir()
    (models / f"intents-{key}.npz").write_bytes(content)
    learning._kept_or_fitted(key, EXAMPLES, "")
    learning._kept_or_fitted(key, EXAMPLES, "")
    assert fits == [4]


def test_the_models_of_older_taxonomies_are_forgotten(models: Path, fits: list[int]) -> None:
    for number in range(learning.KEPT + 2):
        examples = [*EXAMPLES, Labelled(f"Refund number {number}", "refund")]
        learning._kept_or_fitted(version_of(examples), examples, "")
    assert len(list(models.glob("intents-*.npz"))) == learning.KEPT
    assert (models / f"intents-{version_of(examples)}.npz").exists()
