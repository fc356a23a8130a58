"""Every attack by a customer, without a model and with one that obeys the attacker: nothing that matters changes."""

from itertools import cycle

import pytest

from assist.providers.language import using
from assist.providers.language.models import LanguageCall
from assist.providers.language.scripted import ScriptedModel
from tests.flows.attacks.models import LOUD_LIE, QUIET_LIE, obedient
from tests.flows.attacks.story import Story, money_moved, offences
from tests.flows.attacks.texts import ATTACKS, KINDS

pytestmark = pytest.mark.django_db


def test_there_are_enough_of_them() -> None:
    assert len(ATTACKS) >= 30
    assert (
        len({attack.text for attack in ATTACKS}) == len({attack.name for attack in ATTACKS}) == len(ATTACKS)
    )


def wrong_after(story: Story, kind: str, models: list[ScriptedModel | None]) -> dict[str, list[str]]:
    """What went wrong in each attack of the kind, the models in turn; empty when nothing did."""
    found, turns = {}, cycle(models)
    for attack in ATTACKS:
        if attack.kind == kind:
            model = next(turns)
            with using(model):  # the AI agent never asks a model: without one is enough for it
                outcome = story.play(attack.text, asks_ai=model is None)
            if wrong := offences(outcome, attack.text):
                found[attack.name] = wrong
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_words_change_nothing_that_matters(story: Story, kind: str) -> None:
    before = money_moved()
    assert wrong_after(story, kind, [None]) == {}
    assert money_moved() == before


@pytest.mark.parametrize("kind", KINDS)
def test_a_model_that_obeys_the_attacker_changes_nothing_either(story: Story, kind: str) -> None:
    before = money_moved()
    assert wrong_after(story, kind, [obedient(QUIET_LIE), obedient(LOUD_LIE)]) == {}
    assert money_moved() == before
    assert LanguageCall.objects.left().exists()
    sent = str(list(LanguageCall.objects.values_list("request", flat=True)))
    assert "maya.lindqvist" not in sent.lower()
    assert "4242" not in sent
