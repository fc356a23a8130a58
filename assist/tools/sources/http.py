"""Tools of any HTTP service that publishes an OpenAPI 3 document."""

import asyncio
import ssl
import time
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any

import httpx

from assist.tools.sources import Answer, Outcome
from assist.tools.sources.openapi import Operation, operations_of
from cases.events.turnstile import away

NOT_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)


class HttpSource:
    """Reads the document once, then sends requests with a bearer token, an idempotency key and one overall
    time limit.
    """

    def __init__(self, *, url: str, token: str, document: str = "/openapi.json") -> None:
        self._base, self._token, self._document = url.rstrip("/"), token, document
        self._operations: dict[str, Operation] = {}

    def call(self, operation: str, values: Mapping[str, Any], *, key: str, seconds: float) -> Answer:
        began = time.monotonic()
        answer = self._attempt(operation, values, key, began + seconds)
        return replace(answer, seconds=round(time.monotonic() - began, 3))

    def outcome(self, operation: str, *, key: str, seconds: float) -> Answer:
        return self.call(operation, {"idempotency_key": key}, key=key, seconds=seconds)

    def _attempt(self, operation: str, values: Mapping[str, Any], key: str, until: float) -> Answer:
        """Until the document is known nothing was sent; afterwards a missing answer is an unknown outcome."""
        try:
            plan = self._operation(operation, until)
        except (httpx.HTTPError, TimeoutError, ValueError, KeyError) as error:
            return _busy(f"The system's description could not be read ({type(error).__name__}).")
        try:
            return _read(plan, self._send(plan.request(self._base, values), key, until))
        except NOT_SENT as error:
            return _busy(f"The system could not be reached ({type(error).__name__}).")
        except (httpx.HTTPError, TimeoutError) as error:
            return _silent(plan, f"The system did not answer ({type(error).__name__}).")

    def _operation(self, name: str, until: float) -> Operation:
        if name not in self._operations:
            fetched = self._send({"method": "GET", "url": self._base + self._document}, "", until)
            self._operations = operations_of(fetched.raise_for_status().json())
        return self._operations[name]

    def _send(self, request: dict[str, Any], key: str, until: float) -> httpx.Response:
        with away():
            return asyncio.run(self._within(request, key, max(0.01, until - time.monotonic())))

    async def _within(self, request: dict[str, Any], key: str, seconds: float) -> httpx.Response:
        headers = {"Authorization": f"Bearer {self._token}", **({"Idempotency-Key": key} if key else {})}
        async with asyncio.timeout(seconds), httpx.AsyncClient(verify=_trust(), timeout=None) as client:
            return await client.request(headers=headers, **request)


@cache
def _trust() -> ssl.SSLContext:
    return httpx.create_ssl_context()


def _read(plan: Operation, response: httpx.Response) -> Answer:
    status, body = response.status_code, _json(response)
    if status < 300:
        return Answer(Outcome.DONE, output=body)
    if status == 429:
        return _busy(
            "The system asks us to slow down.", retry_after=_seconds(response.headers.get("Retry-After"))
        )
    if status >= 500 or status == 408:
        return _silent(plan, f"The system answered with an error ({status}).")
    words = str(body.get("detail") or f"The system said no ({status}).")
    return Answer(Outcome.REFUSED, code=str(body.get("code") or status), words=words)


def _silent(plan: Operation, words: str) -> Answer:
    return _busy(words) if plan.is_repeatable else Answer(Outcome.UNKNOWN, code="no_answer", words=words)


def _busy(words: str, retry_after: float = 0) -> Answer:
    return Answer(Outcome.BUSY, code="busy", words=words, retry_after=retry_after)


def _json(response: httpx.Response) -> dict[str, Any]:
    try:
        body = response.json()
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {"items": body}


def _seconds(text: str | None) -> float:
    try:
        return max(0.5, float(text or 1))
    except ValueError:
        return 1
