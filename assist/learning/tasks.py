"""At the edge: trainings run on the queue `slow`, each in a process of its own, one after another.

A process of its own gives its memory back, can be ended in the middle of its sums, and takes nothing with it when it dies.
"""

import os
import subprocess
import sys
from datetime import datetime

import structlog
from celery import shared_task
from django.conf import settings
from django.utils import timezone
from kombu.exceptions import OperationalError

from assist.learning.actions import DIED, end_training, interrupt_silent
from assist.learning.models import TrainingJob

log = structlog.get_logger(__name__)


@shared_task(name="assist.train", acks_late=False)
def train(pk: int) -> None:
    """Waits for the training's process. A process that was killed leaves the training interrupted."""
    command = [sys.executable, "-m", "django", "train", str(pk)]
    ended = subprocess.run(command, cwd=settings.BASE_DIR, env={**os.environ})
    if ended.returncode:
        end_training(pk=pk, state=TrainingJob.State.INTERRUPTED, words=DIED, at=timezone.now())


def send_waiting() -> int:
    """Hands the next waiting training to the worker; sent twice it runs once. Without a broker it waits on for the sweep."""
    if settings.REACT != "celery" or TrainingJob.objects.running().exists():
        return 0
    job = TrainingJob.objects.filter(state=TrainingJob.State.QUEUED).order_by("asked_at").first()
    if job is None:
        return 0
    try:
        train.delay(job.pk)
    except OperationalError:
        log.warning("training_not_sent", training=job.pk)
        return 0
    return 1


def tend_trainings(*, at: datetime) -> int:
    """For the sweep: ends what died, starts what waits."""
    return interrupt_silent(at=at) + send_waiting()
