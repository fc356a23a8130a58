"""One training: started, watched, cancelled, tried again."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from assist.learning.actions import ask_training, cancel_training
from assist.learning.models import DataSet, TrainingJob
from assist.learning.refusals import TooLittle
from assist.learning.tasks import send_waiting
from assist.learning.trainers import title_of, trainer_of
from cases.events.actors import Actor
from cases.people.gates import needs
from cases.people.permissions import Permission


@require_POST
@needs(Permission.TRAIN_MODELS)
def new(request: HttpRequest) -> HttpResponse:
    numbers = [int(one) for one in request.POST.getlist("dataset") if one.isdecimal()]
    return _start(request, request.POST.get("kind", ""), list(DataSet.objects.filter(number__in=numbers)))


@require_safe
@needs(Permission.SEE_LEARNING)
def training(request: HttpRequest, pk: int) -> HttpResponse:
    """The training; while it is open the fragment asks for itself every second."""
    job = get_object_or_404(TrainingJob.objects.select_related("version").defer("version__artefact"), pk=pk)
    context = {"job": job, "title": title_of(job.kind), "trains": request.user.can(Permission.TRAIN_MODELS),  # type: ignore[union-attr]
               "datasets": job.datasets.order_by("number"), "tab": "models"}  # fmt: skip
    name = "_training" if request.htmx else "training"  # type: ignore[attr-defined]
    return render(request, f"assist/learning/{name}.html", context)


@require_POST
@needs(Permission.TRAIN_MODELS)
def cancellation(request: HttpRequest, pk: int) -> HttpResponse:
    cancel_training(job=get_object_or_404(TrainingJob, pk=pk), by=Actor.of(request.user), at=timezone.now())
    return redirect("learning:training", pk=pk)


@require_POST
@needs(Permission.TRAIN_MODELS)
def repetition(request: HttpRequest, pk: int) -> HttpResponse:
    """The same training once more."""
    before = get_object_or_404(TrainingJob, pk=pk)
    return _start(request, before.kind, list(before.datasets.all()))


def _start(request: HttpRequest, kind: str, datasets: list[DataSet]) -> HttpResponse:
    trainer = trainer_of(kind)
    if trainer is None:
        raise TooLittle("Nothing is trained by this name.", advice="Choose one of the kinds on the page.")
    job = ask_training(trainer=trainer, datasets=datasets, by=Actor.of(request.user), at=timezone.now())
    send_waiting()
    return redirect("learning:training", pk=job.pk)
