"""One function a resource: a step's completion by hand, a step left out."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from assist.journeys.actions import skip_step, tick_step
from assist.journeys.models import StepRun
from assist.journeys.queries import panel_of
from cases.casefiles.models import Case
from cases.events.actors import Actor
from cases.people.gates import needs
from cases.people.permissions import Permission


@needs(Permission.WORK_CASES)
@require_POST
def completion(request: HttpRequest, pk: int) -> HttpResponse:
    """The agent ticks the step off."""
    step = _step(request, pk)
    tick_step(step=step, by=Actor.of(request.user), at=timezone.now())
    return _panel(request, step.run.case)


@needs(Permission.WORK_CASES)
@require_POST
def omission(request: HttpRequest, pk: int) -> HttpResponse:
    """The agent leaves the step out, with a `reason`."""
    step = _step(request, pk)
    reason = request.POST.get("reason", "").strip()[:200] or "not needed"
    skip_step(step=step, reason=reason, by=Actor.of(request.user), at=timezone.now())
    return _panel(request, step.run.case)


def _step(request: HttpRequest, pk: int) -> StepRun:
    cases = Case.objects.visible_to(request.user)
    steps = StepRun.objects.filter(run__case__in=cases).select_related("run__case", "run__journey")
    return get_object_or_404(steps, pk=pk)


def _panel(request: HttpRequest, case: Case) -> HttpResponse:
    if not getattr(request, "htmx", False):
        return redirect(case)
    return render(request, "assist/journeys/_panel.html", {"panel": panel_of(case, at=timezone.now())})
