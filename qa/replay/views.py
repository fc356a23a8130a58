"""The playback page of a case."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from cases.casefiles.models import Case
from cases.people.gates import needs
from cases.people.permissions import Permission
from qa.replay.queries import replay_at


@require_safe
@needs(Permission.SEE_AUDIT)
def playback(request: HttpRequest, number: int) -> HttpResponse:
    """?at=N shows the case after its Nth event."""
    case = get_object_or_404(Case.objects.visible_to(request.user).select_related("customer"), number=number)
    at = request.GET.get("at", "")
    replay = replay_at(case, int(at) if at.isdecimal() and len(at) < 9 else None)
    template = "qa/replay/_replay.html" if request.htmx else "qa/replay/page.html"  # type: ignore[attr-defined]
    user: Any = request.user  # somebody who is signed in: the gate saw to it
    may_remove = replay.can_be_removed and user.can(Permission.REMOVE_CONTENT)
    return render(request, template, {"replay": replay, "section": "reviews", "may_remove": may_remove})
