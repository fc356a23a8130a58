"""The wrap-up of a contact: as it is, saved while typing, with more time, confirmed; and a look before the
end."""

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from assist.wrapup.actions import confirm_wrap_up, extend_wrap_up, save_wrap_up
from assist.wrapup.drafting import preview_of
from assist.wrapup.forms import writing_in
from assist.wrapup.models import WrapUp
from assist.wrapup.queries import panel_for
from cases.casefiles.models import Case
from cases.events.actors import Actor
from cases.interactions.queries import latest_interaction
from cases.people.gates import needs
from cases.people.permissions import Permission


def _wrap_up(request: HttpRequest, pk: int) -> WrapUp:
    return get_object_or_404(
        WrapUp.objects.visible_to(request.user).select_related("case", "interaction"), pk=pk
    )


@needs(Permission.WORK_CASES)
@require_GET
def wrap_up(request: HttpRequest, pk: int) -> HttpResponse:
    """The card, or a page of it for whoever has no script."""
    found = _wrap_up(request, pk)
    template = "assist/wrapup/_panel.html" if getattr(request, "htmx", False) else "assist/wrapup/page.html"
    return render(request, template, {"panel": panel_for(found), "case": found.case})


@needs(Permission.WORK_CASES)
@require_http_methods(["POST", "PUT"])
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    """Saves what is typed so far. The answer is the line that says so, with the new version."""
    found = _wrap_up(request, pk)
    writing = writing_in(request.POST, found)
    saved = save_wrap_up(wrap_up=found, writing=writing, by=Actor.of(request.user), at=timezone.now())
    return render(request, "assist/wrapup/_saved.html", {"panel": panel_for(saved)})


@needs(Permission.WORK_CASES)
@require_POST
def extension(request: HttpRequest, pk: int) -> HttpResponse:
    """60 seconds more. The answer is the clock."""
    found = extend_wrap_up(wrap_up=_wrap_up(request, pk), by=Actor.of(request.user), at=timezone.now())
    if getattr(request, "htmx", False):
        return render(request, "assist/wrapup/_clock.html", {"panel": panel_for(found)})
    return redirect("wrap-up", pk=pk)


@needs(Permission.WORK_CASES)
@require_POST
def confirmation(request: HttpRequest, pk: int) -> HttpResponse:
    """Makes it final. The answer is the card as it stands then.

    What is pressed wins over a save that is still on its way, so the version is not asked for.
    """
    found = _wrap_up(request, pk)
    writing = replace(writing_in(request.POST, found), version=None)
    confirmed = confirm_wrap_up(wrap_up=found, writing=writing, by=Actor.of(request.user), at=timezone.now())
    if getattr(request, "htmx", False):
        return render(request, "assist/wrapup/_panel.html", {"panel": panel_for(confirmed)})
    return redirect("wrap-up", pk=pk)


@needs(Permission.WORK_CASES)
@require_GET
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """The summary of the case as it would be now; nothing is kept."""
    case = get_object_or_404(Case.objects.visible_to(request.user), pk=pk)
    interaction = latest_interaction(case)
    drafted = preview_of(interaction) if interaction else None
    return render(request, "assist/wrapup/_preview.html", {"draft": drafted, "case": case})
