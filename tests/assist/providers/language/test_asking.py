"""Asking from end to end with the scripted model: what leaves, what comes back, what is kept."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction

from assist.providers.language import Answer, Material, Question, ask, is_configured, using
from assist.providers.language.base import ModelFailed, ModelLate, ModelMisconfigured, ModelRefused, Price
from assist.providers.language.models import LanguageCall, LanguageService
from assist.providers.language.scripted import ScriptedModel
from cases.interactions.models import Interaction

pytestmark = pytest.mark.django_db
SCHEMA = {
    "type": "object",
    "properties": {"reply": {"type": "string"}, "cites": {"type": "array", "items": {"type": "string"}}},
    "required": ["reply", "cites"],
    "additionalProperties": False,
}
GOOD = {"reply": "Hello [NAME_1], your order [ID_1] is on its way.", "cites": ["t1"]}
SAID = "Hi, this is Maya Lindqvist, maya.lindqvist@example.com. Where is FJ-58211? My card is 4242 4242 4242 4242."


def question(interaction: Interaction | None = None, **changes: Any) -> Question:
    values: dict[str, Any] = {
        "purpose": "reply",
        "instructions": "Draft one reply.",
        "material": [Material("t1", "customer", SAID)],
        "schema": SCHEMA,
        "case": interaction.case if interaction else None,
        "seconds": 30.0,
    }
    return Question(**{**values, **changes})


@pytest.fixture
def model() -> Iterator[ScriptedModel]:
    scripted = ScriptedModel(price=Price(Decimal(2), Decimal(8)))
    with using(scripted):
        yield scripted


def refused(state: str) -> Any:
    return {"late": ModelLate, "refused": ModelRefused, "misconfigured": ModelMisconfigured}[state]("no")


def test_without_a_model_the_answer_says_so_and_nothing_is_kept(at: datetime) -> None:
    with using(None):
        answer = ask(question(), at=at)
        assert not is_configured()
    assert (answer.value, answer.why) == (None, "none")
    assert not LanguageCall.objects.exists()


def test_an_answer_comes_back_with_the_originals_put_back(model, interaction, at) -> None:
    model.lines = [GOOD]
    answer = ask(question(interaction), at=at)
    assert answer.value == {
        "reply": "Hello Maya Lindqvist, your order FJ-58211 is on its way.",
        "cites": ["t1"],
    }


def test_nothing_that_tells_who_it_is_leaves_and_what_left_is_kept(model, interaction, at) -> None:
    model.lines = [GOOD]
    answer = ask(question(interaction), at=at)
    call = LanguageCall.objects.get(pk=answer.call_id)
    left = model.heard[0].system + model.heard[0].user
    for secret in ("Maya", "Lindqvist", "example.com", "FJ-58211", "4242"):
        assert secret not in left
    assert call.request == {"system": model.heard[0].system, "user": model.heard[0].user}
    assert (call.case, call.state, call.left_at) == (interaction.case, "answered", at)
    assert call.covered == {"EMAIL": 1, "ID": 1, "NAME": 1}
    assert "Maya" not in call.answer


def test_tokens_and_cost_are_kept(model, at) -> None:
    model.lines = [GOOD]
    call = LanguageCall.objects.get(pk=ask(question(), at=at).call_id)
    assert call.tokens_in > 100
    assert call.cost == (Decimal(2) * call.tokens_in + Decimal(8) * call.tokens_out) / 1_000_000
    assert (call.reserved_tokens, call.reserved_cost) == (0, 0)


def test_that_words_left_stands_on_the_timeline(model, interaction, at) -> None:
    model.lines = [GOOD]
    call_id = ask(question(interaction), at=at).call_id
    event = interaction.case.events.get(name="language_model.asked")
    assert event.payload["call_id"] == call_id
    assert event.sentence == "Covered words were sent to this machine for a reply"


@pytest.mark.parametrize(
    "said",
    [
        "I am sorry, I cannot.",
        '{"reply": "Half of it',
        {"reply": 5, "cites": []},
        {"answer": "another schema"},
        ["not", "an", "object"],
        {"reply": "Hello [NAME_9]", "cites": []},
        {"reply": "Write to oliver.grant@example.com", "cites": []},
        {"reply": "Pay at https://pay.example/now", "cites": []},
        {"reply": "Refunded, reference RF-99120", "cites": []},
        {"reply": "Call 07700 900456", "cites": []},
    ],
)
def test_an_answer_that_does_not_fit_is_asked_for_once_more_and_then_given_up(model, at, said) -> None:
    model.lines = [said, said, GOOD]
    answer = ask(question(), at=at)
    assert (answer.value, answer.why, len(model.heard)) == (None, "unfit", 2)


def test_a_second_try_mends_it(model, at) -> None:
    model.lines = ["nonsense", ModelFailed("503"), '```json\n{"reply": "Hello", "cites": []}\n```']
    assert ask(question(), at=at).value == {"reply": "Hello", "cites": []}
    assert LanguageCall.objects.get().tries == 3


@pytest.mark.parametrize("state", ["late", "refused", "misconfigured"])
def test_where_another_try_is_senseless_there_is_none(model, at, state) -> None:
    model.lines = [refused(state), GOOD]
    answer = ask(question(), at=at)
    assert (answer.value, answer.why, len(model.heard)) == (None, state, 1)
    assert answer.words


def test_a_broken_adapter_takes_nobody_with_it(at) -> None:
    class Broken(ScriptedModel):
        def complete(self, prompt: Any, *, seconds: float) -> Any:
            raise ZeroDivisionError

    with using(Broken()):
        assert ask(question(), at=at).why == "failed"


def test_a_service_that_fails_is_left_alone_and_tried_by_one_call_later(model, at) -> None:
    model.lines = [ModelMisconfigured("401"), GOOD]
    ask(question(), at=at)
    resting = ask(question(), at=at + timedelta(seconds=10))
    assert (resting.why, len(model.heard)) == ("resting", 1)
    assert ask(question(), at=at + timedelta(minutes=6)).value
    assert LanguageService.objects.get().failures == 0


def test_a_call_that_was_not_made_left_nothing(model, interaction, at) -> None:
    model.lines = [ModelMisconfigured("401")]
    ask(question(), at=at)
    call_id = ask(question(interaction), at=at + timedelta(seconds=1)).call_id
    call = LanguageCall.objects.get(pk=call_id)
    assert (call.request, call.left_at, call.tokens) == ({}, None, 0)
    assert not interaction.case.events.filter(name="language_model.asked").exists()


def test_the_budget_refuses_before_it_would_overrun(model, at, settings) -> None:
    settings.LANGUAGE_MODEL = {"tokens_an_hour": "1200"}
    model.otherwise = lambda prompt: GOOD
    answers: list[Answer] = [ask(question(), at=at) for _ in range(6)]
    assert answers[0]
    assert answers[-1].why == "over_budget"
    assert LanguageCall.objects.spent(at).tokens <= 1200
    assert ask(question(), at=at + timedelta(minutes=61)).value


def test_a_budget_of_money_counts_too(model, at, settings) -> None:
    settings.LANGUAGE_MODEL = {"cost_an_hour": "0.002"}
    model.lines = [GOOD]
    assert ask(question(), at=at).why == "over_budget"
    assert not model.heard


@pytest.mark.django_db(transaction=True)
def test_it_refuses_to_be_asked_inside_a_transaction(model, at) -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        ask(question(), at=at)
