"""`ask`: the one way to a language model."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from functools import partial

import structlog

from assist.providers.language.admission import admit, is_over_budget, reserve_for, settle
from assist.providers.language.base import Answer, LanguageModel, Prompt, Question
from assist.providers.language.covering import Cover
from assist.providers.language.models import LanguageCall
from assist.providers.language.prompting import prompt_hash, prompt_of, value_of
from assist.providers.language.registry import connected, limits
from assist.providers.language.trying import Tries
from cases.casefiles.models import Case

log = structlog.get_logger(__name__)

WORDS = {
    "none": "No language model is connected.",
    "unfit": "The language model's answer could not be used.",
    "refused": "The language model refused to answer.",
    "late": "The language model did not answer in time.",
    "busy": "The language model is busy.",
    "failed": "The language model could not be reached.",
    "misconfigured": "The language model is not set up rightly: tell an administrator.",
    "resting": "The language model failed several times and is left alone for a while.",
    "over_budget": "The hour's budget for the language model is spent.",
}


def is_configured() -> bool:
    """Whether there is a model to ask. Cheap."""
    return connected() is not None


def ask(question: Question, *, at: datetime) -> Answer:
    """An answer that fits the question's schema, or one without a value that says why: then go on without it.

    Takes at most the question's deadline. Must not be called inside a transaction: raises RuntimeError there.
    """
    model = connected()
    if model is None:
        return _without("none")
    cover = Cover(
        names=[*question.names, *_names_of(question.case)], ids=[*question.ids, *_ids_of(question.case)]
    )
    prompt = prompt_of(question, cover)
    call = _call_of(question, prompt, cover, model, at)
    wanted = admit(call, model=model, prompt=prompt, at=at)
    if not wanted:
        return _without(call.state, call)
    return _asked(call, question, replace(prompt, format=wanted), cover, model, at)


def _asked(
    call: LanguageCall, question: Question, prompt: Prompt, cover: Cover, model: LanguageModel, at: datetime
) -> Answer:
    tries = Tries(
        model=model,
        prompt=prompt,
        read=partial(value_of, prompt=prompt, cover=cover),
        seconds=question.seconds or limits().seconds,
        formats=limits().formats,
        may_repeat=lambda: not is_over_budget(reserve_for(model, prompt), at),
    )
    outcome = tries.run()
    settle(call, outcome, model=model, at=at)
    if tries.value is None:
        log.warning("language_model_failed", state=call.state, error=call.error, call=call.pk)
        return _without(call.state, call)
    return Answer(tries.value, call_id=call.pk, model=call.model)


def _without(why: str, call: LanguageCall | None = None) -> Answer:
    return Answer(None, why, WORDS[why], call.pk if call else None)


def _call_of(
    question: Question, prompt: Prompt, cover: Cover, model: LanguageModel, at: datetime
) -> LanguageCall:
    return LanguageCall(
        case=question.case, purpose=question.purpose, provider=model.host, model=model.name,
        prompt_hash=prompt_hash(prompt), request={"system": prompt.system, "user": prompt.user},
        covered=cover.kinds, at=at,
    )  # fmt: skip


def _names_of(case: Case | None) -> Iterator[str]:
    """The people of the case: its customer and every agent who had it."""
    if case is not None:
        yield case.customer.name
        agents = case.interactions.exclude(agent=None).values_list("agent__name", flat=True)
        yield from agents.distinct()


def _ids_of(case: Case | None) -> Iterator[str]:
    if case is not None:
        customer = case.customer
        yield from filter(None, [customer.email, customer.phone, customer.external_id])
