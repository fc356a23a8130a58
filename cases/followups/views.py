"""The list of follow-ups, and the end of one."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from cases.events.actors import Actor
from cases.followups.actions import end_follow_up
from cases.followups.models import FollowUp
from cases.followups.queries import planned_for
from cases.people.gates import needs
from cases.people.permissions import Permission

A_PAGE = 50


@needs(Permission.WORK_CASES)
@require_GET
def follow_ups(request: HttpRequest) -> HttpResponse:
    """What the person has to do, by date."""
    page = Paginator(planned_for(request.user), A_PAGE).get_page(request.GET.get("page"))
    return render(request, "cases/followups/page.html", {"page": page, "today": timezone.localdate()})


@needs(Permission.WORK_CASES)
@require_POST
def completion(request: HttpRequest, pk: int) -> HttpResponse:
    """Done, or cancelled with `cancel`."""
    follow_up = get_object_or_404(FollowUp.objects.visible_to(request.user), pk=pk)
    state = FollowUp.State.CANCELLED if "cancel" in request.POST else FollowUp.State.DONE
    ended = end_follow_up(follow_up=follow_up, state=state, by=Actor.of(request.user), at=timezone.now())
    if getattr(request, "htmx", False):
        return render(
            request, "cases/followups/_follow_up.html", {"follow_up": ended, "today": timezone.localdate()}
        )
    return redirect("follow-ups")
