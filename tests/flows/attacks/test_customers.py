"""Every attack by a customer, from the widget to the notes: nothing that matters changes."""

import pytest

from tests.flows.attacks.story import Story, money_moved, wrong_after
from tests.flows.attacks.texts import ATTACKS, KINDS

pytestmark = pytest.mark.django_db


def test_there_are_enough_of_them() -> None:
    assert len(ATTACKS) >= 30
    assert (
        len({attack.text for attack in ATTACKS}) == len({attack.name for attack in ATTACKS}) == len(ATTACKS)
    )


@pytest.mark.parametrize("kind", KINDS)
def test_words_change_nothing_that_matters(story: Story, kind: str) -> None:
    before = money_moved()
    assert wrong_after(story, kind, [None]) == {}
    assert money_moved() == before
