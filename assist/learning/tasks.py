"""At the edge: trainings and large uploads run on the queue `slow`, each in a process of its own, one of each after another.

A process of its own gives its memory back, can be ended in the middle of its sums, and takes nothing with it when it dies.
"""

import os
import secrets
import subprocess
import sys
from datetime import datetime

import structlog
from celery import Task, shared_task
from django.conf import settings
from django.utils import timezone
from kombu.exceptions import OperationalError

from assist.learning.actions import DIED, end_training, interrupt_silent
from assist.learning.importing.process import do_work, is_small
from assist.learning.importing.work import fail_work, give_back, give_back_silent, take_work
from assist.learning.models import TrainingJob, Upload
from cases.refusals import Refusal

log = structlog.get_logger(__name__)


@shared_task(name="assist.train", acks_late=False)
def train(pk: int) -> None:
    """Waits for the training's process. A process that was killed leaves the training interrupted."""
    if TrainingJob.objects.filter(pk=pk, state=TrainingJob.State.QUEUED).exists() and _run_alone("train", pk):
        end_training(pk=pk, state=TrainingJob.State.INTERRUPTED, words=DIED, at=timezone.now())


@shared_task(name="assist.work_on_upload", acks_late=False)
def work_on_upload(pk: int) -> None:
    """Waits for the upload's process. One that was killed gives the upload back, and it is begun again."""
    upload = take_work(pk=pk, at=timezone.now())
    if upload and _run_alone("work_on_upload", pk):
        give_back(pk=pk, asked=upload.asked)
    send_uploads()


def send_waiting() -> int:
    """Hands the next waiting training to the worker; sent twice it runs once. Without a broker it waits on for the sweep."""
    if TrainingJob.objects.running().exists():
        return 0
    job = TrainingJob.objects.filter(state=TrainingJob.State.QUEUED).order_by("asked_at").first()
    return _send(train, job.pk) if job else 0


def send_uploads() -> int:
    """Hands the next waiting upload to the worker, as above."""
    if Upload.objects.worked_on().exists():
        return 0
    pk = Upload.objects.waiting().order_by("pk").values_list("pk", flat=True).first()
    return _send(work_on_upload, pk) if pk else 0


def go_on_with(upload: Upload, *, at: datetime) -> None:
    """Does at once what was asked for where the upload is small, else leaves it to the worker. Raises what speaks against it."""
    if not is_small(upload):
        send_uploads()
        return
    try:
        do_work(upload, key=secrets.token_bytes(16), at=at)
    except Refusal as refusal:
        fail_work(pk=upload.pk, asked=upload.asked, words=refusal.message)
        raise


def tend_trainings(*, at: datetime) -> int:
    """For the sweep: ends what died, starts what waits."""
    return interrupt_silent(at=at) + send_waiting()


def tend_uploads(*, at: datetime) -> int:
    """For the sweep: begins again what died, starts what waits."""
    return give_back_silent(at=at) + send_uploads()


def _run_alone(command: str, pk: int) -> int:
    """Waits for the management command in a process of its own; its exit status."""
    words = [sys.executable, "-m", "django", command, str(pk)]
    return subprocess.run(words, cwd=settings.BASE_DIR, env={**os.environ}).returncode


def _send(task: Task, pk: int) -> int:
    if settings.REACT != "celery":
        return 0
    try:
        task.delay(pk)
    except OperationalError:
        log.warning("work_not_sent", task=task.name, pk=pk)
        return 0
    return 1
