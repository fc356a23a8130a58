"""Any service that speaks chat completions as OpenAI documents them, over httpx (agentdesk/decisions/0006)."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import httpx

from assist.providers.language.base import (
    Completion,
    FormatUnsupported,
    ModelBusy,
    ModelFailed,
    ModelLate,
    ModelMisconfigured,
    ModelRefused,
    Price,
    Prompt,
)
from assist.providers.language.prompting import held_by_words
from assist.providers.language.scripted import tokens_of
from cases.events.turnstile import away

CONNECT_SECONDS = 3.0
LONGEST_BODY = 1_000_000
SEED = 7  # the same question gives the same answer, where the service keeps to it
# What some services do not take, by the words of their refusal, and what they want instead.
INSTEAD: dict[str, dict[str, str]] = {
    "max_tokens": {"max_tokens": "max_completion_tokens"},
    "temperature": {"temperature": ""},
    "seed": {"seed": ""},
}


def connect(wanted: Mapping[str, str]) -> CompatibleModel:
    """The service of the settings; the key from the environment or from the file that it names."""
    key_file = wanted.get("key_file", "")
    key = Path(key_file).read_text().strip() if key_file else wanted.get("key", "")
    price = Price(Decimal(wanted.get("price_in", "0")), Decimal(wanted.get("price_out", "0")))
    return CompatibleModel(wanted["url"], wanted.get("name", ""), key, price=price)


class CompatibleModel:
    """One model of one service. Its key is in the client's headers and nowhere else."""

    def __init__(self, url: str, name: str, key: str = "", *, price: Price | None = None) -> None:
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        self._client = httpx.Client(base_url=url.rstrip("/") + "/", headers=headers)
        self._instead: dict[str, str] = {}
        self.host, self.name, self.price = self._client.base_url.host, name, price or Price()

    def complete(self, prompt: Prompt, *, seconds: float) -> Completion:
        """One try. The answer is read piece by piece, so that a service that drips is given up too."""
        deadline = time.monotonic() + seconds
        for _ in range(1 + len(INSTEAD)):
            status, headers, body = self._send(self._body(prompt), deadline)
            if status != 400 or not self._learn(body):
                break
        if status != 200:
            raise _failure(status, headers, body, prompt)
        return _completion(body, prompt, self.name)

    def _send(self, body: Mapping[str, Any], deadline: float) -> tuple[int, httpx.Headers, bytes]:
        left = max(deadline - time.monotonic(), 0.01)
        limit = httpx.Timeout(left, connect=min(left, CONNECT_SECONDS))
        try:
            with away(), self._client.stream("POST", "chat/completions", json=body, timeout=limit) as answer:
                return answer.status_code, answer.headers, _read(answer, deadline)
        except httpx.ConnectTimeout:
            raise ModelFailed("It cannot be reached: no connection in time.") from None
        except httpx.TimeoutException:
            raise ModelLate("No answer before the deadline.") from None
        except httpx.UnsupportedProtocol:
            raise ModelMisconfigured("The address is not one of http or https.") from None
        except httpx.HTTPError as error:
            raise ModelFailed(f"The connection failed: {type(error).__name__}.") from None

    def _body(self, prompt: Prompt) -> dict[str, Any]:
        system = prompt.system if prompt.format == "json_schema" else held_by_words(prompt)
        messages = [{"role": "system", "content": system}, {"role": "user", "content": prompt.user}]
        body = {"model": self.name, "messages": messages, "max_tokens": prompt.max_tokens}
        body |= {"temperature": 0, "seed": SEED, **_format_of(prompt)}
        renamed = {self._instead.get(key, key): value for key, value in body.items()}
        return {key: value for key, value in renamed.items() if key}

    def _learn(self, body: bytes) -> bool:
        """Whether the refusal names a parameter that can be sent otherwise; it is from now on."""
        words = body[:2000].decode("utf-8", "replace")
        named = [name for name in INSTEAD if name in words and name not in self._instead]
        for name in named[:1]:
            self._instead |= INSTEAD[name]
        return bool(named)


def _format_of(prompt: Prompt) -> dict[str, Any]:
    if prompt.format == "json_schema":
        schema = {"name": "answer", "strict": True, "schema": prompt.schema}
        return {"response_format": {"type": "json_schema", "json_schema": schema}}
    return {"response_format": {"type": "json_object"}} if prompt.format == "json_object" else {}


def _read(answer: httpx.Response, deadline: float) -> bytes:
    body = b""
    for piece in answer.iter_bytes():
        body += piece
        if len(body) > LONGEST_BODY:
            raise ModelFailed("The answer is longer than any answer can be.")
        if time.monotonic() > deadline:
            raise ModelLate("No whole answer before the deadline.")
    return body


def _failure(status: int, headers: Mapping[str, str], body: bytes, prompt: Prompt) -> ModelFailed:
    """What a status means. The service's own words are left out: they may repeat what was sent."""
    if status == 429:
        wait = headers.get("retry-after", "")
        return ModelBusy("It answered 429.", retry_after=float(wait) if wait.isdigit() else None)
    if status in (401, 403, 404):
        return ModelMisconfigured(f"It answered {status}.")
    if status in (400, 415, 422) and prompt.format != "prompted":
        return FormatUnsupported(f"It answered {status} to {prompt.format}.")
    failure = ModelFailed(f"It answered {status}.")
    failure.may_retry = status >= 500 or status == 408
    return failure


def _completion(body: bytes, prompt: Prompt, name: str) -> Completion:
    try:
        answer = json.loads(body)
        choice = answer["choices"][0]
        message, reason = choice["message"], choice.get("finish_reason")
        text = message.get("content") or ""
    except (ValueError, KeyError, IndexError, TypeError, AttributeError):
        raise ModelFailed("Its answer is no chat completion.") from None
    if message.get("refusal") or reason == "content_filter":
        raise ModelRefused("The model refused to answer.")
    used = answer.get("usage") or {}
    return Completion(
        text=str(text),
        tokens_in=_count(used.get("prompt_tokens"), prompt.system + prompt.user),
        tokens_out=_count(used.get("completion_tokens"), str(text)),
        model=str(answer.get("model") or name)[:200],
        is_whole=reason != "length",
    )


def _count(said: Any, text: str) -> int:
    return said if isinstance(said, int) and said >= 0 else tokens_of(text)
