"""The versions of a kind: compared, put live, rolled back, run in the shadow, retired."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from assist.learning import queries
from assist.learning.figures import compare, compare_classes
from assist.learning.trainers import title_of, trainer_of
from assist.registry import actions
from assist.registry.models import ModelVersion
from cases.events.actors import Actor
from cases.people.gates import needs
from cases.people.permissions import Permission

CHANGES: dict[str, Callable[..., ModelVersion]] = {
    "promotion": actions.promote,
    "shadow": actions.start_shadow,
    "shadow-end": actions.end_shadow,
    "retirement": actions.retire,
}


@require_safe
@needs(Permission.SEE_LEARNING)
def kind_page(request: HttpRequest, kind: str) -> HttpResponse:
    """All versions of the kind, and everything that was ever done to them."""
    versions = queries.versions_of(kind)
    if not versions and trainer_of(kind) is None:
        raise Http404
    live = next((row["version"] for row in versions if row["version"].state == "live"), None)
    context = {"kind": kind, "versions": versions, "history": queries.history_of(kind), "live": live,
               "previous": actions.previous_of(live) if live else None}  # fmt: skip
    return _render(request, "kind", context, kind)


@require_safe
@needs(Permission.SEE_LEARNING)
def version_page(request: HttpRequest, kind: str, number: int) -> HttpResponse:
    """One version beside what was live when it was trained, on the same held-out rows."""
    version = get_object_or_404(ModelVersion, kind=kind, number=number)
    trainer = trainer_of(kind)
    rows = queries.held_out_of(version)
    context = {
        "version": version,
        "compared": compare(version.figures, version.beside, rows, trainer.main if trainer else ""),
        "classes": compare_classes(version.figures, version.beside),
        "reliability": version.figures.get("reliability", []),
        "held_out": rows,
        "other": _name_of_other(version),
        "agreement": queries.agreement_of(version),
        "disagreements": queries.disagreements_of(version),
        "changes": version.changes.all(),
        "live": ModelVersion.objects.live().filter(kind=kind).first(),
        "training": getattr(version, "training", None),
    }
    return _render(request, "version", context, kind)


@require_POST
@needs(Permission.TRAIN_MODELS)
def change(request: HttpRequest, kind: str, number: int, change: str) -> HttpResponse:
    """Puts live, into the shadow, out of it, or away."""
    version = get_object_or_404(ModelVersion, kind=kind, number=number)
    if change not in CHANGES:
        raise Http404
    CHANGES[change](version=version, reason=_reason(request), by=Actor.of(request.user), at=timezone.now())
    return redirect("learning:version", kind=kind, number=number)


@require_POST
@needs(Permission.TRAIN_MODELS)
def rolling_back(request: HttpRequest, kind: str) -> HttpResponse:
    """The version that was live before serves again."""
    actions.roll_back(kind=kind, reason=_reason(request), by=Actor.of(request.user), at=timezone.now())
    return redirect("learning:kind", kind=kind)


def _reason(request: HttpRequest) -> str:
    return request.POST.get("reason", "").strip()[:300]


def _name_of_other(version: ModelVersion) -> str:
    number = version.beside.get("number", 0)
    return f"Version {number}, live then" if number else str(version.beside.get("name", ""))


def _render(request: HttpRequest, name: str, context: dict[str, object], kind: str) -> HttpResponse:
    context |= {"title": title_of(kind), "tab": "models", "trains": request.user.can(Permission.TRAIN_MODELS)}  # type: ignore[union-attr]
    return render(request, f"assist/learning/{name}.html", context)
