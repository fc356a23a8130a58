"""Turns a refusal into an answer that says what is the case and what to do."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from cases.refusals import Refusal


class RefusalMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return answer(request, exception) if isinstance(exception, Refusal) else None


def answer(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """A fragment for htmx, JSON for who asks for it, else a page; always with the refusal's own status."""
    if "application/json" in request.headers.get("Accept", "").split(","):
        return JsonResponse(as_json(refusal), status=refusal.status)
    template = "_refusal.html" if getattr(request, "htmx", False) else "errors/refusal.html"
    return render(request, template, {"refusal": refusal}, status=refusal.status)


def as_json(refusal: Refusal) -> dict[str, object]:
    """{"code", "message", "advice", "details"}: the same shape in every JSON answer."""
    return {
        "code": refusal.code,
        "message": refusal.message,
        "advice": refusal.advice,
        "details": refusal.details,
    }
