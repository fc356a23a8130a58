"""Pages and fragments that only read."""

from typing import Any, cast

from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from assist.desk.forms import PreferencesForm
from assist.desk.heads import head_of
from assist.desk.panels import panels_of
from assist.desk.queries import desk_number, drafts_of, places_for
from assist.desk.transcript import items_of
from assist.desk.worklist import work_of
from cases.casefiles.models import Case
from cases.interactions.models import Turn
from cases.live import frames_after
from cases.people.gates import needs
from cases.people.models import User
from cases.people.permissions import Permission as P
from cases.routing.models import Presence

LOOK = (P.WORK_CASES, P.SEE_TEAM_CASES, P.SEE_ALL_CASES)
FOUND = 8


def viewer(request: HttpRequest) -> User:
    """The person behind a request that a gate let in."""
    return cast(User, request.user)


def case_for(request: HttpRequest, number: int) -> Case:
    """The case by its number, as far as the person may see it."""
    visible = Case.objects.visible_to(viewer(request)).select_related("customer")
    return get_object_or_404(visible, number=number)


@needs(P.WORK_CASES)
@require_GET
def console(request: HttpRequest) -> HttpResponse:
    return render(request, "assist/desk/page.html", _desk(request, None))


@needs(*LOOK)
@require_GET
def case_page(request: HttpRequest, number: int) -> HttpResponse:
    case = case_for(request, number)
    return render(request, "assist/desk/page.html", _desk(request, case) | _open(request, case))


def _desk(request: HttpRequest, case: Case | None) -> dict[str, Any]:
    # The number is read first: what happens while the page is put together comes again over the socket.
    return {
        "desk_number": desk_number(),
        "work": work_of(viewer(request)),
        "presence": Presence.objects.filter(user=viewer(request)).first(),
        "number": case.number if case else 0,
        "case": case,
    }


def _open(request: HttpRequest, case: Case) -> dict[str, Any]:
    now = timezone.now()
    head = head_of(case)
    return {
        "after": case.last_seq,
        "head": head,
        "items": items_of(case),
        "panels": panels_of(case, at=now),
        "drafts": drafts_of(case, viewer(request)),
        "places": places_for(viewer(request), now),
        "is_mine": head.agent_id == viewer(request).pk and not head.is_contact_over,
        "may_work": viewer(request).can(P.WORK_CASES),
        "may_direct": viewer(request).can(P.DIRECT_FLOOR),
    }


@needs(*LOOK)
@require_GET
def changes(request: HttpRequest, number: int) -> HttpResponse:
    """{"frames": […]} after the event `?after=`, as over the socket; {"reload": true} when it is too much."""
    after = request.GET.get("after", "0")
    frames = frames_after(case_for(request, number), int(after) if after.isdecimal() else 0)
    return JsonResponse({"reload": True} if frames is None else {"frames": frames})


@needs(*LOOK)
@require_GET
def conflict(request: HttpRequest, number: int) -> HttpResponse:
    """What somebody else wrote since the event `?after=`, with the choice to send anyway or to edit."""
    after = request.GET.get("after", "0")
    newer = Turn.objects.filter(
        case=case_for(request, number), seq__gt=int(after) if after.isdecimal() else 0
    )
    turns = list(newer.exclude(speaker="agent", speaker_id=str(viewer(request).pk)).order_by("seq"))
    return render(
        request, "assist/desk/_conflict.html", {"turns": turns, "last": turns[-1] if turns else None}
    )


@needs(*LOOK)
@require_GET
def search(request: HttpRequest) -> HttpResponse:
    """Cases by number or customer, for the palette."""
    words = request.GET.get("q", "").strip()
    fits = Q(customer__name__icontains=words) | Q(customer__email__istartswith=words)
    if words.replace(" ", "").isdecimal():
        fits |= Q(number=int(words.replace(" ", "")))
    cases = Case.objects.visible_to(viewer(request)).filter(fits) if len(words) > 1 else Case.objects.none()
    found = cases.select_related("customer").order_by("-opened_at")[:FOUND]
    return render(request, "assist/desk/_found.html", {"found": found})


@login_required
@require_http_methods(["GET", "POST"])
def preferences(request: HttpRequest) -> HttpResponse:
    """Theme, density, single-letter keys, sound and assist mode. The theme may come alone."""
    form = PreferencesForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        if "application/json" in request.headers.get("Accept", ""):
            return JsonResponse({})
        return redirect("desk:preferences")
    return render(request, "assist/desk/preferences.html", {"form": form})
