"""The same attacks with a language model that does whatever the attacker says."""

import pytest

from assist.providers.language.models import LanguageCall
from tests.flows.attacks.models import LOUD_LIE, QUIET_LIE, obedient
from tests.flows.attacks.story import Story, money_moved, wrong_after
from tests.flows.attacks.texts import KINDS

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", KINDS)
def test_a_model_that_obeys_the_attacker_changes_nothing_either(story: Story, kind: str) -> None:
    before = money_moved()
    assert wrong_after(story, kind, [obedient(QUIET_LIE), obedient(LOUD_LIE)]) == {}
    assert money_moved() == before
    assert LanguageCall.objects.left().exists()
    sent = str(list(LanguageCall.objects.values_list("request", flat=True)))
    assert "maya.lindqvist" not in sent.lower()
    assert "4242" not in sent
