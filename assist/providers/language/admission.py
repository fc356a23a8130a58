"""The gate before a call and the book-keeping after it, under the lock of the service's row."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from django.db import transaction

from assist.providers.language.base import Completion, LanguageModel, ModelFailed, Prompt
from assist.providers.language.events import LanguageModelAsked
from assist.providers.language.models import LanguageCall, LanguageService
from assist.providers.language.registry import limits
from assist.providers.language.rules import Health, Spent, after_failure, may_pass, would_overrun
from assist.providers.language.scripted import tokens_of
from cases.events.actions import record
from cases.events.actors import SYSTEM

State = LanguageCall.State
KEPT_ANSWER = 20_000
UNBLAMED = (State.REFUSED,)  # the service works, it only would not answer


@dataclass(frozen=True)
class Outcome:
    """What came of the tries: a completion, a failure, or both (an answer that does not fit)."""

    tries: int
    ms: int
    completion: Completion | None = None
    failure: ModelFailed | None = None
    format: str = ""

    @property
    def state(self) -> str:
        return self.failure.state if self.failure else State.ANSWERED


def service_of(model: LanguageModel, *, lock: bool = False) -> LanguageService:
    """The row of the service, made when it is asked for the first time."""
    name = f"{model.host} {model.name}"[:400]
    rows = LanguageService.objects.select_for_update() if lock else LanguageService.objects.all()
    LanguageService.objects.get_or_create(name=name)
    return rows.get(name=name)


@transaction.atomic(durable=True)
def admit(call: LanguageCall, *, model: LanguageModel, prompt: Prompt, at: datetime) -> str:
    """Saves the call as running with its share of the budget reserved, or as not asked. Gives the format to ask in.

    "" when it is not to be asked: the service rests, or the hour's budget does not bear it.
    """
    service = service_of(model, lock=True)
    passes = may_pass(service.health, at)
    reserve = reserve_for(model, prompt)
    if passes == "rest":
        return _withheld(call, State.RESTING)
    if is_over_budget(reserve, at):
        return _withheld(call, State.OVER_BUDGET)
    if passes == "probe":
        service.probe_at = at
        service.save(update_fields=["probe_at"])
    call.reserved_tokens, call.reserved_cost = reserve.tokens, reserve.cost
    call.save()
    return service.format


@transaction.atomic(durable=True)
def settle(call: LanguageCall, outcome: Outcome, *, model: LanguageModel, at: datetime) -> None:
    """Keeps what came of it: the call's figures, the health of the service, and the event that words left."""
    _keep_health(service_of(model, lock=True), outcome, at)
    call.state, call.error = outcome.state, str(outcome.failure or "")[:300]
    call.tries, call.ms, call.left_at = outcome.tries, outcome.ms, call.at
    _keep_cost(call, outcome, model)
    call.save()
    if call.case:
        fact = LanguageModelAsked(call.pk, call.purpose, call.provider, call.model, call.state, call.tokens)
        record(call.case, fact, by=SYSTEM, at=at + timedelta(milliseconds=outcome.ms))


def reserve_for(model: LanguageModel, prompt: Prompt) -> Spent:
    """The most that one try is expected to take."""
    tokens_in = tokens_of(prompt.system + prompt.user + str(prompt.schema))
    return Spent(tokens_in + prompt.max_tokens, model.price.of(tokens_in, prompt.max_tokens))


def is_over_budget(reserve: Spent, at: datetime) -> bool:
    """Whether the hour's budget does not bear this much more."""
    allowed, spent = limits(), LanguageCall.objects.spent(at)
    return would_overrun(
        spent, reserve, tokens_an_hour=allowed.tokens_an_hour, cost_an_hour=allowed.cost_an_hour
    )


def _withheld(call: LanguageCall, state: str) -> str:
    call.state, call.request = state, {}  # nothing left, so there is nothing to show
    call.save()
    return ""


def _keep_health(service: LanguageService, outcome: Outcome, at: datetime) -> None:
    if outcome.failure is None or outcome.state in UNBLAMED:
        service.take_health(Health())
        service.last_success_at = at
    else:
        service.take_health(after_failure(service.health, state=outcome.state, at=at))
        service.last_error, service.last_failure_at = str(outcome.failure)[:300], at
    service.format = outcome.format or service.format
    service.save()


def _keep_cost(call: LanguageCall, outcome: Outcome, model: LanguageModel) -> None:
    """What the service counted; without its count all that was reserved, for it may have been billed."""
    if said := outcome.completion:
        call.answer, call.model = said.text[:KEPT_ANSWER], said.model or call.model
        call.tokens_in, call.tokens_out = said.tokens_in, said.tokens_out
    elif outcome.state == State.LATE:
        call.tokens_in = call.reserved_tokens
    call.cost = model.price.of(call.tokens_in, call.tokens_out)
    call.reserved_tokens, call.reserved_cost = 0, Decimal(0)
