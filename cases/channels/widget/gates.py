"""The door of the widget's interface: origin, token, JSON, and refusals as JSON."""

import json
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.views.decorators.csrf import csrf_exempt

from cases.channels.widget.refusals import ForeignOrigin, UnknownVisitor, UnreadableCall
from cases.channels.widget.rules import is_own_origin
from cases.channels.widget.tokens import Visitor, visitor_of
from cases.refusals import Refusal

Call = Callable[..., dict[str, Any]]


def visitor_call(view: Call) -> Callable[..., JsonResponse]:
    """Makes a JSON call of a function that returns a dict. No cookie counts here, so there is no CSRF to
    guard;
    a browser's foreign Origin is refused all the same."""

    @csrf_exempt
    @wraps(view)
    def call(request: HttpRequest, *args: Any, **kwargs: Any) -> JsonResponse:
        try:
            if not is_own_origin(request.headers.get("Origin"), request.get_host()):
                raise ForeignOrigin
            answer = JsonResponse(view(request, *args, **kwargs))
        except Refusal as refusal:
            answer = refused(refusal)
        answer["Cache-Control"] = "no-store"
        return answer

    call.is_public = True  # type: ignore[attr-defined]  # the architecture test reads it
    return call


def refused(refusal: Refusal) -> JsonResponse:
    told = {"code": refusal.code, "message": f"{refusal.message} {refusal.advice}".strip(), **refusal.details}
    answer = JsonResponse(told, status=refusal.status)
    if "retry_after" in refusal.details:
        answer["Retry-After"] = str(refusal.details["retry_after"])
    return answer


def visitor_in(request: HttpRequest) -> Visitor:
    """The visitor of the call's bearer token; refuses a call without a valid one."""
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() != "bearer" or not token:
        raise UnknownVisitor
    return visitor_of(token)


def body_of(request: HttpRequest) -> dict[str, Any]:
    """The JSON object of the call; an empty body is an empty object."""
    if not request.body:
        return {}
    try:
        body = json.loads(request.body)
    except ValueError:
        raise UnreadableCall from None
    if not isinstance(body, dict):
        raise UnreadableCall
    return body


def client_id_in(body: dict[str, Any]) -> str:
    """The key of one message: 8 to 64 letters, digits, - and _."""
    client_id = body.get("client_id")
    if not isinstance(client_id, str) or not 8 <= len(client_id) <= 64:
        raise UnreadableCall
    if not client_id.replace("-", "").replace("_", "").isalnum():
        raise UnreadableCall
    return client_id
