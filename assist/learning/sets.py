"""Data sets and the import of past conversations: upload, choose the columns, look, import."""

import secrets
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assist.learning import queries
from assist.learning.importing.actions import check_upload, choose_columns, import_upload, upload_file
from assist.learning.importing.page import import_page
from assist.learning.importing.reading import LARGEST_FILE
from assist.learning.models import DataSet, Upload
from assist.learning.refusals import FileUnreadable
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
        return _take_file(request)
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


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.TRAIN_MODELS)
def upload(request: HttpRequest, pk: int) -> HttpResponse:
    """The columns of an uploaded file with what they give; POST keeps other decisions."""
    found = get_object_or_404(Upload, pk=pk)
    if request.method == "POST":
        columns = {
            k.removeprefix("column-"): str(v) for k, v in request.POST.items() if k.startswith("column-")
        }
        words = request.POST.getlist("word")
        choose_columns(
            upload=found,
            columns=columns,
            speakers=dict(zip(words, request.POST.getlist("speaker"), strict=False)),
        )
        if not request.htmx:  # type: ignore[attr-defined]
            return redirect("learning:upload", pk=pk)
    context = {"page": import_page(found, check_upload(found)), "trains": True, "tab": "datasets"}
    name = "_import" if request.htmx else "import"  # type: ignore[attr-defined]
    return render(request, f"assist/learning/{name}.html", context)


@require_POST
@needs(Permission.TRAIN_MODELS)
def importing(request: HttpRequest, pk: int) -> HttpResponse:
    """Makes the data set, or refuses with nothing written."""
    found = get_object_or_404(Upload, pk=pk)
    made = import_upload(
        upload=found, name=request.POST.get("name", ""), by=Actor.of(request.user), at=timezone.now(),
        without_bad=request.POST.get("without_bad") == "1",
    )  # fmt: skip
    return redirect("learning:dataset", number=made.number)


@require_POST
@needs(Permission.TRAIN_MODELS)
def removal(request: HttpRequest, pk: int) -> HttpResponse:
    """Throws an upload away that is not to be imported."""
    get_object_or_404(Upload, pk=pk).delete()
    return redirect("learning:datasets")


def _take_file(request: HttpRequest) -> HttpResponse:
    from cases.people.gates import require

    require(request.user, Permission.TRAIN_MODELS)
    file = request.FILES.get("file")
    if file is None:
        raise FileUnreadable("No file was chosen.")
    if (file.size or 0) > LARGEST_FILE:
        raise FileUnreadable(
            f"The file has more than {LARGEST_FILE // 2**20} MB.", advice="Split it into several."
        )
    kept = upload_file(
        content=file.read(), filename=file.name or "", key=secrets.token_bytes(16),
        by=Actor.of(request.user), at=timezone.now(),
    )  # fmt: skip
    return redirect("learning:upload", pk=kept.pk)


def _trains(request: HttpRequest) -> bool:
    return cast(User, request.user).can(Permission.TRAIN_MODELS)
