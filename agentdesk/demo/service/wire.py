"""A request on the wire: its headers and body, the faults that it meets, the refusals of the frame."""

import json
import time
from typing import Any

from agentdesk.demo.service.faults import Fault
from agentdesk.demo.service.messages import Problem

LONGEST_BODY = 1_000_000


def meet_before(fault: Fault | None) -> None:
    if fault is None:
        return
    if fault.kind == "slow":
        time.sleep(fault.seconds)
    if fault.kind == "429":
        raise too_many(max(1, round(fault.seconds)))
    if fault.kind == "500":
        raise Problem(500, "broken", "Something went wrong on our side.")


def meet_after(fault: Fault | None, environ: dict[str, Any]) -> None:
    """The work is committed; the caller shall not learn of it."""
    if fault is None or fault.kind != "timeout_after_commit":
        return
    time.sleep(fault.seconds)
    if "service.hang_up" in environ:
        environ["service.hang_up"]()
    raise Problem(504, "timed_out", "The gateway gave up waiting.")


def too_many(wait: int) -> Problem:
    words = "Too many requests, come back later."
    return Problem(429, "too_many_requests", words, headers={"Retry-After": str(wait)})


def no_route(others: list[str]) -> Problem:
    if others:
        allowed = {"Allow": ", ".join(others)}
        return Problem(405, "method_not_allowed", "This address does not do that.", headers=allowed)
    return Problem(404, "not_found", "Nothing is published at this address.")


def headers_of(environ: dict[str, Any]) -> dict[str, str]:
    return {k[5:].replace("_", "-").lower(): v for k, v in environ.items() if k.startswith("HTTP_")}


def body_of(environ: dict[str, Any]) -> Any:
    length = int(environ.get("CONTENT_LENGTH") or 0)
    if length > LONGEST_BODY:
        raise Problem(413, "too_large", "The body is too large.")
    text = environ["wsgi.input"].read(length) if length else b""
    try:
        return json.loads(text) if text else None
    except ValueError:
        errors = [{"pointer": "/body", "message": "This is not JSON."}]
        raise Problem(422, "invalid", "The body is not JSON.", errors=errors) from None
