"""Every row of the table of trainers leads to a room that can train, measure and read its model."""

import pytest

from assist.learning.trainers import TRAINERS, title_of


@pytest.mark.parametrize("trainer", TRAINERS, ids=lambda trainer: trainer.kind)
def test_a_room_offers_what_a_training_needs(trainer):
    assert trainer.is_there
    assert trainer.kind == trainer.room.KIND  # type: ignore[attr-defined]
    assert all(callable(getattr(trainer.room, name)) for name in ("train", "evaluate", "read"))
    assert len(trainer.code_version) == 12


def test_a_kind_that_is_not_trained_any_more_has_a_name():
    assert title_of("old_kind") == "Old kind"
