"""Data sets: all of them, one of them, and one made of this desk's own cases."""

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assist.learning import queries
from assist.learning.imports import take_file
from assist.learning.models import DataSet
from assist.learning.timelines import dataset_from_timeline
from cases.events.actors import Actor
from cases.people.gates import needs
from cases.people.models import User
from cases.people.permissions import Permission

SAMPLES = 3


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.SEE_LEARNING)
def datasets_page(request: HttpRequest) -> HttpResponse:
    """All data sets; POST takes a file and leads to its columns."""
    if request.method == "POST":
        return take_file(request)
    context = {"datasets": queries.datasets(), "uploads": queries.open_uploads() if _trains(request) else []}
    return render(
        request, "assist/learning/datasets.html", {**context, "trains": _trains(request), "tab": "datasets"}
    )


@require_POST
@needs(Permission.TRAIN_MODELS)
def from_timeline(request: HttpRequest) -> HttpResponse:
    """A data set of this desk's own closed cases."""
    dataset = dataset_from_timeline(by=Actor.of(request.user), at=timezone.now())
    return redirect("learning:dataset", number=dataset.number)


@require_safe
@needs(Permission.SEE_LEARNING)
def dataset(request: HttpRequest, number: int) -> HttpResponse:
    """What is in it; conversations only for who may train."""
    found = get_object_or_404(DataSet, number=number)
    samples = list(found.conversations.order_by("position")[:SAMPLES]) if _trains(request) else []
    context = {"dataset": found, "samples": samples, "trains": _trains(request), "tab": "datasets",
               "trainings": found.trainings.select_related("version").defer("version__artefact")}  # fmt: skip
    return render(request, "assist/learning/dataset.html", context)


def _trains(request: HttpRequest) -> bool:
    return cast(User, request.user).can(Permission.TRAIN_MODELS)
