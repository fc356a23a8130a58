"""A training from the button to its end. None of these touches what is live."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import connection, transaction

from assist.learning.models import DataSet, TrainingJob, Upload
from assist.learning.refusals import AlreadyTraining, NoDataSet, NotOpen
from assist.learning.trainers import Trainer
from cases.events.actors import Actor

State = TrainingJob.State
SILENCE = timedelta(seconds=45)
UPLOADS_STAY = timedelta(days=1)
DIED = "Its process was gone. Nothing was changed; what is live stayed live."


@transaction.atomic
def ask_training(
    *, trainer: Trainer, datasets: Sequence[DataSet], by: Actor, at: datetime, seed: int = 7
) -> TrainingJob:
    """A training that waits for its turn."""
    if trainer.needs_datasets and not datasets:
        raise NoDataSet
    with connection.cursor() as cursor:  # two who ask at once: there may be no row yet to lock
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('trainings'))")
    if TrainingJob.objects.filter(kind=trainer.kind, state__in=TrainingJob.OPEN).exists():
        raise AlreadyTraining
    job = TrainingJob.objects.create(
        kind=trainer.kind, seed=seed, asked_at=at, asked_by_id=by.id, asked_by=by.name,
        words="Waiting for the worker",
    )  # fmt: skip
    job.datasets.set(datasets)
    return job


def take_training(*, pk: int, at: datetime) -> TrainingJob | None:
    """The training, now running; None when it is not waiting any more, or another one runs: one at a time."""
    if TrainingJob.objects.running().exclude(pk=pk).exists():
        return None
    taken = TrainingJob.objects.filter(pk=pk, state=State.QUEUED).update(
        state=State.RUNNING, started_at=at, beat_at=at, words="Starting"
    )
    return TrainingJob.objects.get(pk=pk) if taken else None


def beat(*, pk: int, share: float, words: str, at: datetime) -> bool:
    """Says that the training lives, and how far it is. False when nobody waits for it any more."""
    running = TrainingJob.objects.running().filter(pk=pk)
    return bool(running.update(share=min(max(share, 0.0), 1.0), words=words[:200], beat_at=at))


@transaction.atomic
def cancel_training(*, job: TrainingJob, by: Actor, at: datetime) -> TrainingJob:
    """Ends it. Its process notices within a second; what it would have learnt is thrown away."""
    job = TrainingJob.objects.select_for_update().get(pk=job.pk)
    if not job.is_open:
        raise NotOpen
    return _end(job, State.CANCELLED, f"Cancelled by {by.name}", at)


@transaction.atomic
def end_training(*, pk: int, state: str, words: str, at: datetime) -> bool:
    """Marks a running training as failed or interrupted; False when it had ended already."""
    job = TrainingJob.objects.select_for_update().filter(pk=pk, state=State.RUNNING).first()
    return bool(job and _end(job, state, words, at))


def interrupt_silent(*, at: datetime) -> int:
    """For the sweep: trainings whose process has not been heard of are over. How many there were."""
    silent = list(TrainingJob.objects.silent_since(at - SILENCE).values_list("pk", flat=True))
    return sum(end_training(pk=pk, state=State.INTERRUPTED, words=DIED, at=at) for pk in silent)


def forget_uploads(*, at: datetime) -> int:
    """For the sweep: what nobody made a data set of within a day goes."""
    gone, _ = Upload.objects.filter(uploaded_at__lt=at - UPLOADS_STAY).delete()
    return gone


def _end(job: TrainingJob, state: str, words: str, at: datetime) -> TrainingJob:
    job.state, job.words, job.ended_at = state, words[:200], at
    job.save(update_fields=["state", "words", "ended_at"])
    return job
