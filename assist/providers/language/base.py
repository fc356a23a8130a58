"""What goes to a language model and what comes back, as plain records; what every adapter offers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Protocol

Schema = Mapping[str, Any]


@dataclass(frozen=True)
class Material:
    """One piece of evidence: an id that the answer may cite, who or what said it, its text. Data, never orders."""

    id: str
    source: str  # "customer", "agent", "ai_agent", "tool", "article", "record" …
    text: str


@dataclass(frozen=True)
class Question:
    """What is asked about one case. `schema` is the JSON Schema of an object that the answer must fit.

    The case's customer and its people are covered by themselves; `names` and `ids` are what else must not leave.
    """

    purpose: str  # "reply", "summary", "test": what the budget and the reports group by
    instructions: str  # our own words only
    material: Sequence[Material]
    schema: Schema
    case: Any = None  # the Case, or None for a trial by the administrator
    names: Sequence[str] = ()
    ids: Sequence[str] = ()
    max_tokens: int = 500
    seconds: float | None = None  # the deadline over all tries; the settings' by default


@dataclass(frozen=True)
class Answer:
    """`value` fits the schema and has the originals put back; None means: take the deterministic path, `words` say why."""

    value: dict[str, Any] | None
    why: str = ""  # "", or a state of LanguageCall, or "none" without a model
    words: str = ""
    call_id: int | None = None
    model: str = ""

    def __bool__(self) -> bool:
        return self.value is not None


@dataclass(frozen=True)
class Prompt:
    """One try on the wire. `format` is json_schema, json_object or prompted: how the model is held to the schema."""

    system: str
    user: str
    schema: Schema
    format: str = "json_schema"
    max_tokens: int = 500


@dataclass(frozen=True)
class Completion:
    """What a model said: its text as it came, and what it took."""

    text: str
    tokens_in: int
    tokens_out: int
    model: str
    is_whole: bool = True  # False when it stopped at the limit of tokens


@dataclass(frozen=True)
class Price:
    """Money for a million tokens, as the operator configured it; 0 while nobody did."""

    tokens_in: Decimal = Decimal(0)
    tokens_out: Decimal = Decimal(0)

    def of(self, tokens_in: int, tokens_out: int) -> Decimal:
        return (self.tokens_in * tokens_in + self.tokens_out * tokens_out) / 1_000_000


class ModelFailed(Exception):
    """It did not work. `state` is the LanguageCall's; `may_retry` says whether another try is sensible at all."""

    state, may_retry = "failed", True

    def __init__(self, message: str, *, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class ModelBusy(ModelFailed):
    """429: later, with `retry_after` seconds when the service said so."""

    state = "busy"


class ModelLate(ModelFailed):
    """No answer before the deadline."""

    state, may_retry = "late", False


class ModelMisconfigured(ModelFailed):
    """The key, the address or the model's name is wrong: a person has to put it right."""

    state, may_retry = "misconfigured", False


class ModelRefused(ModelFailed):
    """The model would not answer this. The service itself works."""

    state, may_retry = "refused", False


class AnswerUnfit(ModelFailed):
    """It answered, but not with what the schema asks for."""

    state = "unfit"


class FormatUnsupported(ModelFailed):
    """The service does not know this way of asking for JSON; there is a simpler one."""


class LanguageModel(Protocol):
    """A connected model. `complete` raises a ModelFailed and nothing else."""

    host: str  # where words go, as people read it; "this machine" when they stay
    name: str
    price: Price

    def complete(self, prompt: Prompt, *, seconds: float) -> Completion:
        """One try, which takes at most about `seconds`."""


@dataclass(frozen=True)
class Limits:
    """What the operator allows: a deadline for each question, tokens and money an hour (0: no limit of that kind)."""

    seconds: float = 6.0
    tokens_an_hour: int = 200_000
    cost_an_hour: Decimal = Decimal(0)
    currency: str = "USD"
    formats: Sequence[str] = field(default=("json_schema", "json_object", "prompted"))
