"""The promises of a language model's adapter. The scripted one and the real one against the twin keep the same ones."""

import json
import time
from datetime import datetime
from typing import Any

import pytest

from agentdesk.demo.language.server import Twin
from assist.providers.language import LanguageModel, Material, Question, ask, using
from assist.providers.language.base import (
    Completion,
    FormatUnsupported,
    ModelBusy,
    ModelFailed,
    ModelLate,
    ModelMisconfigured,
    ModelRefused,
    Prompt,
)
from assist.providers.language.compatible import CompatibleModel
from assist.providers.language.models import LanguageCall, LanguageService
from assist.providers.language.scripted import ScriptedModel, tokens_of

SCHEMA = {
    "type": "object",
    "properties": {"reply": {"type": "string"}},
    "required": ["reply"],
    "additionalProperties": False,
}
PROMPT = Prompt("Draft one reply.", '{"material": []}', SCHEMA)
GOOD = {"reply": "It is on its way."}
FAILURES: dict[str, ModelFailed] = {
    "429": ModelBusy("It answered 429.", retry_after=7),
    "500": ModelFailed("It answered 500."),
    "cut_off": ModelFailed("The connection failed."),
    "hang_up": ModelFailed("The connection failed."),
    "not_json": ModelFailed("Its answer is no chat completion."),
    "huge": ModelFailed("The answer is longer than any answer can be."),
    "slow": ModelLate("No answer before the deadline."),
    "drip": ModelLate("No whole answer before the deadline."),
    "401": ModelMisconfigured("It answered 401."),
    "404": ModelMisconfigured("It answered 404."),
    "refusal": ModelRefused("The model refused to answer."),
    "filtered": ModelRefused("The model refused to answer."),
}
SAID_WRONG = {"wrong_json": '{"reply": "Hello', "wrong_schema": '{"mood": 5}'}


class Cut(ScriptedModel):
    """Says half of its lines."""

    def complete(self, prompt: Prompt, *, seconds: float) -> Completion:
        whole = super().complete(prompt, seconds=seconds)
        return Completion(whole.text[:4], whole.tokens_in, whole.tokens_out, whole.model, is_whole=False)


class Scripted:
    def __init__(self) -> None:
        self.adapter: LanguageModel = ScriptedModel()

    def say(self, *lines: Any) -> None:
        self.adapter.lines.extend(lines)  # type: ignore[attr-defined]

    def fail(self, kind: str, *, times: int = 1, seconds: float = 7) -> None:
        failure = SAID_WRONG.get(kind) or FAILURES[kind]
        if isinstance(failure, ModelBusy):
            failure = ModelBusy(str(failure), retry_after=seconds)
        self.adapter.lines[:0] = [failure] * times  # type: ignore[attr-defined]

    @property
    def asked(self) -> int:
        return len(self.adapter.heard)  # type: ignore[attr-defined]


class Real:
    def __init__(self, twin: Twin) -> None:
        self.twin, self.adapter = twin, CompatibleModel(twin.url, "small", "the-key")

    def say(self, *lines: Any) -> None:
        self.twin.lines.extend(lines)

    def fail(self, kind: str, *, times: int = 1, seconds: float = 7) -> None:
        self.twin.order(kind, times=times, seconds={"drip": 0.02}.get(kind, seconds))

    @property
    def asked(self) -> int:
        return len(self.twin.heard)


@pytest.fixture(params=["scripted", "real"])
def side(request: pytest.FixtureRequest) -> Any:
    return Scripted() if request.param == "scripted" else Real(request.getfixturevalue("language_twin"))


def question(**changes: Any) -> Question:
    values: dict[str, Any] = {
        "purpose": "reply",
        "instructions": "Draft one reply.",
        "material": [Material("t1", "customer", "Where is my order FJ-58211?")],
        "schema": SCHEMA,
        "seconds": 30.0,
    }
    return Question(**{**values, **changes})


def test_it_says_its_line_and_counts_tokens(side: Any) -> None:
    side.say(GOOD)
    said = side.adapter.complete(PROMPT, seconds=2)
    assert json.loads(said.text) == GOOD
    assert said.tokens_in > 0
    assert said.tokens_out > 0
    assert said.model
    assert said.is_whole


@pytest.mark.parametrize("kind", FAILURES)
def test_every_fault_is_one_kind_of_failure(side: Any, kind: str) -> None:
    side.say(GOOD)
    side.fail(kind)
    began = time.monotonic()
    with pytest.raises(type(FAILURES[kind])) as caught:
        side.adapter.complete(PROMPT, seconds=0.4)
    assert caught.value.may_retry is FAILURES[kind].may_retry
    assert caught.value.retry_after == FAILURES[kind].retry_after
    assert time.monotonic() - began < 4


@pytest.mark.django_db
@pytest.mark.parametrize(
    "kind", ["429", "500", "cut_off", "hang_up", "not_json", "wrong_json", "wrong_schema"]
)
def test_one_fault_is_got_over(side: Any, kind: str, at: datetime) -> None:
    side.say(GOOD)
    side.fail(kind, seconds=0)
    with using(side.adapter):
        answer = ask(question(), at=at)
    assert (answer.value, side.asked) == (GOOD, 2)


@pytest.mark.django_db
@pytest.mark.parametrize("kind", [*FAILURES, *SAID_WRONG])
def test_a_lasting_fault_leaves_the_caller_without_a_value_and_in_time(
    side: Any, kind: str, at: datetime
) -> None:
    side.fail(kind, times=4)
    began = time.monotonic()
    with using(side.adapter):
        answer = ask(question(seconds=0.8), at=at)
    assert answer.value is None
    assert answer.words
    assert time.monotonic() - began < 4
    assert LanguageCall.objects.get().state == answer.why


def test_a_limit_of_tokens_shows_as_an_answer_that_is_not_whole(language_twin: Twin) -> None:
    language_twin.order("length")
    real = CompatibleModel(language_twin.url, "small").complete(PROMPT, seconds=2)
    scripted = Cut([GOOD]).complete(PROMPT, seconds=2)
    assert (real.is_whole, scripted.is_whole) == (False, False)


# --- what only the wire can show


def test_the_wire_is_that_of_chat_completions(language_twin: Twin) -> None:
    CompatibleModel(language_twin.url, "small", "the-key").complete(PROMPT, seconds=2)
    heard = language_twin.heard[0]
    assert heard["model"] == "small"
    assert [message["role"] for message in heard["messages"]] == ["system", "user"]
    assert heard["response_format"]["json_schema"]["schema"] == SCHEMA
    assert (heard["temperature"], heard["max_tokens"]) == (0, 500)
    assert language_twin.keys == ["Bearer the-key"]


@pytest.mark.django_db
def test_a_service_without_schemas_is_asked_more_simply_and_remembered(
    language_twin: Twin, at: datetime
) -> None:
    language_twin.lacks |= {"json_schema", "json_object"}
    with using(CompatibleModel(language_twin.url, "small")):
        assert ask(question(), at=at).value == {"reply": ""}
        assert ask(question(), at=at).value == {"reply": ""}
    formats = [heard.get("response_format", {}).get("type", "prompted") for heard in language_twin.heard]
    assert formats == ["json_schema", "json_object", "prompted", "prompted"]
    assert LanguageService.objects.get().format == "prompted"


def test_a_service_that_will_not_know_how_to_answer_in_json_is_told_by_words(language_twin: Twin) -> None:
    language_twin.lacks.add("json_schema")
    with pytest.raises(FormatUnsupported):
        CompatibleModel(language_twin.url, "small").complete(PROMPT, seconds=2)


def test_parameters_that_a_service_does_not_know_are_sent_otherwise_from_then_on(language_twin: Twin) -> None:
    language_twin.lacks |= {"max_tokens", "temperature", "seed"}
    model = CompatibleModel(language_twin.url, "small")
    model.complete(PROMPT, seconds=2)
    model.complete(PROMPT, seconds=2)
    assert len(language_twin.heard) == 5
    assert {"temperature", "seed", "max_tokens"} & set(language_twin.heard[-1]) == set()
    assert language_twin.heard[-1]["max_completion_tokens"] == 500


def test_without_a_count_tokens_are_reckoned(language_twin: Twin) -> None:
    language_twin.order("no_usage")
    said = CompatibleModel(language_twin.url, "small").complete(PROMPT, seconds=2)
    assert said.tokens_in == tokens_of(PROMPT.system + PROMPT.user)


def test_nothing_listens() -> None:
    with pytest.raises(ModelFailed) as caught:
        CompatibleModel("http://127.0.0.1:9", "small").complete(PROMPT, seconds=1)
    assert caught.value.state == "failed"


@pytest.mark.django_db
def test_the_key_is_in_no_row_and_in_no_words(language_twin: Twin, at: datetime, caplog: Any) -> None:
    language_twin.order("401")
    model = CompatibleModel(language_twin.url, "small", "sk-very-secret")
    with using(model), caplog.at_level("DEBUG"):
        ask(question(), at=at)
    rows = [*LanguageCall.objects.values(), *LanguageService.objects.values()]
    assert "sk-very-secret" not in repr(rows) + repr(vars(model)) + caplog.text
