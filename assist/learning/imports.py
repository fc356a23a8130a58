"""The import of past conversations: upload, choose the columns, look, import. A request waits for small files only."""

import secrets

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from assist.learning.importing.actions import ask_import, choose_columns, receive_file, upload_file
from assist.learning.importing.page import import_page
from assist.learning.importing.process import is_small_file
from assist.learning.importing.reading import LARGEST_FILE
from assist.learning.importing.sealing import NONCE
from assist.learning.models import DataSet, Upload
from assist.learning.refusals import FileUnreadable
from assist.learning.tasks import go_on_with, send_uploads
from cases.events.actors import Actor
from cases.people.gates import needs, require
from cases.people.permissions import Permission


def take_file(request: HttpRequest) -> HttpResponse:
    """Keeps the file and leads to its page."""
    require(request.user, Permission.TRAIN_MODELS)
    file = request.FILES.get("file")
    if file is None:
        raise FileUnreadable("No file was chosen.")
    if (file.size or 0) > LARGEST_FILE:
        raise FileUnreadable(
            f"The file has more than {LARGEST_FILE // 2**20} MB.", advice="Split it into several."
        )
    name, by, at = file.name or "", Actor.of(request.user), timezone.now()
    if is_small_file(file.size or 0, name):
        kept = upload_file(content=file.read(), filename=name, key=secrets.token_bytes(16), by=by, at=at)
    else:
        nonce = secrets.token_bytes(NONCE)
        kept = receive_file(content=file.read(), filename=name, nonce=nonce, by=by, at=at)
        send_uploads()
    return redirect("learning:upload", pk=kept.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.TRAIN_MODELS)
def upload(request: HttpRequest, pk: int) -> HttpResponse:
    """The columns of an uploaded file with what they give, or how far its reading is; POST keeps other decisions."""
    found = Upload.objects.defer("rows", "sealed").filter(pk=pk).first()
    if found is None:
        return _imported(request, pk)
    if request.method == "POST":
        _choose(request, found)
        if not request.htmx:  # type: ignore[attr-defined]
            return redirect("learning:upload", pk=pk)
    context = {"page": import_page(found), "trains": True, "tab": "datasets"}
    name = "_import" if request.htmx else "import"  # type: ignore[attr-defined]
    return render(request, f"assist/learning/{name}.html", context)


@require_POST
@needs(Permission.TRAIN_MODELS)
def importing(request: HttpRequest, pk: int) -> HttpResponse:
    """Makes the data set, at once or by the worker, or refuses with nothing written."""
    found = get_object_or_404(Upload.objects.defer("sealed"), pk=pk)
    ask_import(
        upload=found, name=request.POST.get("name", ""), by=Actor.of(request.user),
        without_bad=request.POST.get("without_bad") == "1",
    )  # fmt: skip
    go_on_with(found, at=timezone.now())
    return redirect("learning:upload", pk=pk)


@require_POST
@needs(Permission.TRAIN_MODELS)
def removal(request: HttpRequest, pk: int) -> HttpResponse:
    """Throws an upload away that is not to be imported; what works on it ends."""
    get_object_or_404(Upload.objects.defer("rows", "sealed"), pk=pk).delete()
    return redirect("learning:datasets")


def _choose(request: HttpRequest, found: Upload) -> None:
    columns = {k.removeprefix("column-"): str(v) for k, v in request.POST.items() if k.startswith("column-")}
    words = zip(request.POST.getlist("word"), request.POST.getlist("speaker"), strict=False)
    choose_columns(upload=found, columns=columns, speakers=dict(words))
    go_on_with(found, at=timezone.now())


def _imported(request: HttpRequest, pk: int) -> HttpResponse:
    """The upload has become a data set: the page leads there."""
    made = DataSet.objects.filter(upload_number=pk).first()
    if made is None:
        raise Http404
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "assist/learning/_imported.html", {"dataset": made})
    return redirect("learning:dataset", number=made.number)
