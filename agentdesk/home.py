"""The front door: everybody lands in their own section. And the designed pages of plain HTTP errors."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from cases.people.roles import Role

START = {
    Role.AGENT: "/desk/",
    Role.SUPERVISOR: "/floor/",
    Role.REVIEWER: "/reviews/",
    Role.KNOWLEDGE_MANAGER: "/knowledge/",
    Role.ADMINISTRATOR: "/floor/",
}


@login_required
def home(request: HttpRequest) -> HttpResponse:
    return redirect(START[Role(request.user.role)])  # type: ignore[union-attr]


def not_offered(request: HttpRequest) -> HttpResponse:
    raise Http404


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "errors/400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "errors/403.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "errors/404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    return render(request, "errors/500.html", status=500)
