from typing import Any

from rest_framework.response import Response
from rest_framework.views import exception_handler

from cases.refusals import Refusal
from cases.refusals.middleware import as_json


def refusal_as_json(error: Exception, context: dict[str, Any]) -> Response | None:
    """Refusals and DRF's own errors in one shape: {"code", "message", "advice", "details"}."""
    if isinstance(error, Refusal):
        return Response(as_json(error), status=error.status)
    response = exception_handler(error, context)
    if response is not None:
        code = getattr(error, "default_code", "error")
        response.data = {
            "code": code,
            "message": _message(error, response.data),
            "advice": "See the API document at /api/v1/docs/.",
            "details": response.data if code == "invalid" else {},
        }
    return response


def _message(error: Exception, body: Any) -> str:
    if getattr(error, "default_code", "") == "invalid":
        return "Some fields are not valid."
    return str(body.get("detail", error)) if isinstance(body, dict) else str(error)
