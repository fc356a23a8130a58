"""The removal of one event's content."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from cases.casefiles.models import Case
from cases.events.actors import Actor
from cases.events.models import Event
from cases.interactions.removing import remove_content
from cases.people.gates import needs
from cases.people.permissions import Permission


@require_POST
@needs(Permission.REMOVE_CONTENT)
def removal(request: HttpRequest, number: int, seq: int) -> HttpResponse:
    """Removes for good what the event and its turn said; needs a `reason`."""
    case = get_object_or_404(Case.objects.visible_to(request.user), number=number)
    get_object_or_404(Event, case=case, seq=seq)
    reason = request.POST.get("reason", "")
    remove_content(case=case, seq=seq, reason=reason, by=Actor.of(request.user), at=timezone.now())
    return redirect(f"/reviews/cases/{number}/replay/?at={seq}")
