"""The models that serve, and how good they are: on public data, and by what agents did."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from assist.learning import queries
from assist.learning.benchmarks.published import benchmark_rows
from assist.learning.outcomes import outcomes_by
from cases.people.gates import needs
from cases.people.permissions import Permission

WINDOWS = {"7": "7 days", "30": "30 days", "365": "A year"}


@require_safe
@needs(Permission.SEE_LEARNING)
def models_page(request: HttpRequest) -> HttpResponse:
    """Every kind with what serves and what waits, the form for a training, and the last trainings."""
    rows = queries.kind_rows()
    context = {
        "rows": rows,
        "trainings": queries.recent_trainings(),
        "datasets": queries.datasets(),
        "kind": request.GET.get("kind", ""),
        "is_moving": any(row.training for row in rows),
    }
    part = request.htmx  # type: ignore[attr-defined]
    return _render(request, "_models" if part else "page", {**context, "tab": "models"})


@require_safe
@needs(Permission.SEE_LEARNING)
def figures_page(request: HttpRequest) -> HttpResponse:
    """Public benchmarks beside the published figures, and what agents did with suggestions."""
    window = request.GET.get("days", "30")
    window = window if window in WINDOWS else "30"
    since = timezone.now() - timedelta(days=int(window))
    context = {
        "benchmarks": benchmark_rows(),
        "groups": [(title, outcomes_by(key, since)) for key, title in (("kind", "Kind"), ("intent", "Intent"), ("source", "Source"))],
        "windows": WINDOWS.items(),
        "window": window,
    }  # fmt: skip
    return _render(request, "figures", {**context, "tab": "figures"})


def _render(request: HttpRequest, name: str, context: dict[str, object]) -> HttpResponse:
    trains = request.user.can(Permission.TRAIN_MODELS)  # type: ignore[union-attr]
    return render(request, f"assist/learning/{name}.html", {**context, "trains": trains})
