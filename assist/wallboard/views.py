"""The floor's page, its changing part, and what is done to an alert."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from assist.wallboard.actions import settle_alert, snooze_alert
from assist.wallboard.models import FloorAlert
from assist.wallboard.needs import alerts_for
from assist.wallboard.queries import floor_for
from cases.people.gates import needs
from cases.people.permissions import Permission


@require_safe
@needs(Permission.WATCH_FLOOR)
def floor(request: HttpRequest) -> HttpResponse:
    """?wall=1 shows it without controls and without names of customers."""
    is_wall = request.GET.get("wall") == "1"
    record = floor_for(request.user, at=timezone.now(), is_wall=is_wall)  # type: ignore[arg-type]
    template = "assist/wallboard/_floor.html" if _asks_part(request) else "assist/wallboard/page.html"
    return render(request, template, {"floor": record, "section": "floor"})


@require_POST
@needs(Permission.WATCH_FLOOR)
def snooze(request: HttpRequest, alert_id: int) -> HttpResponse:
    """Hides the alert from the person for five minutes."""
    alert = get_object_or_404(alerts_for(request.user), pk=alert_id)
    snooze_alert(key=alert.key, by=request.user, at=timezone.now())  # type: ignore[arg-type]
    return _back(request)


@require_POST
@needs(Permission.DIRECT_FLOOR)
def settlement(request: HttpRequest, alert_id: int) -> HttpResponse:
    """Somebody saw to the call for help."""
    alert = get_object_or_404(alerts_for(request.user).filter(kind=FloorAlert.Kind.HELP), pk=alert_id)
    settle_alert(alert=alert, at=timezone.now())
    return _back(request)


def _back(request: HttpRequest) -> HttpResponse:
    if not request.htmx:  # type: ignore[attr-defined]
        return redirect("floor")
    record = floor_for(request.user, at=timezone.now())  # type: ignore[arg-type]
    return render(request, "assist/wallboard/_floor.html", {"floor": record})


def _asks_part(request: HttpRequest) -> bool:
    return bool(request.htmx) and not request.htmx.boosted  # type: ignore[attr-defined]
