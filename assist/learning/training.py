"""One training: gather, train, measure the candidate and the live model on the same held-out people, keep the candidate."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from assist.learning.models import TrainingJob
from assist.learning.progress import Progress, part_of
from assist.learning.refusals import TooLittle
from assist.learning.split import split
from assist.learning.trainers import Model, Room, Trainer, trainer_of
from assist.registry.actions import add_version
from assist.registry.material import Material
from assist.registry.models import ModelVersion
from assist.registry.queries import live_version
from cases.events.actors import Actor, ActorKind
from cases.redaction.rules import redact

WITHOUT_TRAINING = "Without training"


class Cancelled(Exception):
    """Nobody waits for this training any more."""


@dataclass(frozen=True)
class Trained:
    """What a training leaves."""

    artefact: bytes
    figures: dict[str, Any]
    beside: dict[str, Any]
    sizes: dict[str, int]


def run_training(*, job: TrainingJob, progress: Progress, at: Callable[[], datetime]) -> ModelVersion:
    """The candidate. Raises Cancelled when the training was ended meanwhile, and whatever the trainer raises."""
    trainer = trainer_of(job.kind)
    if trainer is None:
        raise TooLittle(f"Nothing trains {job.kind}.")
    datasets = list(job.datasets.order_by("number"))
    progress(0.01, "Gathering")
    trained = learn(trainer, trainer.gather(datasets), seed=job.seed, progress=progress)
    progress(0.98, "Keeping the candidate")
    described = {
        "names": [str(one) for one in datasets], "numbers": [one.number for one in datasets],
        "sha256": [one.sha256 for one in datasets], **trained.sizes,
    }  # fmt: skip
    return _keep(job, trainer, trained, described, at())


def learn(trainer: Trainer, material: Material, *, seed: int, progress: Progress) -> Trained:
    """Trains and measures. Nothing is written; the same material, seed and code give the same artefact."""
    kept, held_out = split(material)
    if not len(kept) or not len(held_out):
        raise TooLittle(f"{len(material)} rows are too few to learn from some and measure on others.")
    room = trainer.room
    model = _trained(room, kept, seed, part_of(progress, 0.05, 0.75))
    progress(0.8, f"Measuring on {len(held_out)} held-out rows")
    figures = room.evaluate(model, held_out)
    progress(0.9, "Measuring what is live on the same rows")
    beside = _beside(trainer, kept, held_out, seed)
    return Trained(model.to_bytes(), figures, beside, {"learnt_from": len(kept), "held_out": len(held_out)})


def _trained(room: Room, kept: Material, seed: int, progress: Progress) -> Model:
    """The room's model; what it cannot learn from it says in words."""
    try:
        return room.train(kept, seed=seed, progress=progress)
    except ValueError as error:
        raise TooLittle(redact(str(error)).text[:200]) from error


def _beside(trainer: Trainer, kept: Material, held_out: Material, seed: int) -> dict[str, Any]:
    """The figures of the live version on these rows, or of what the room does without one."""
    room = trainer.room
    model: Model | None = None
    name = WITHOUT_TRAINING
    if live := live_version(trainer.kind):
        name, model = live.name, room.read(live.artefact)
    elif fallback := getattr(room, "fallback", None):
        model = fallback(kept, seed=seed)
    return (
        {"name": name, "number": live.number if live else 0, "figures": room.evaluate(model, held_out)}
        if model
        else {}
    )


@transaction.atomic
def _keep(
    job: TrainingJob, trainer: Trainer, trained: Trained, described: dict[str, Any], at: datetime
) -> ModelVersion:
    running = TrainingJob.objects.select_for_update().running().filter(pk=job.pk).first()
    if running is None:
        raise Cancelled
    version = add_version(
        kind=job.kind, artefact=trained.artefact, figures=trained.figures, beside=trained.beside,
        dataset=described, code_version=trainer.code_version, seed=job.seed,
        by=Actor(ActorKind.AGENT, job.asked_by_id, job.asked_by), at=at,
    )  # fmt: skip
    running.version, running.state, running.ended_at = version, TrainingJob.State.DONE, at
    running.share, running.words = 1.0, f"{version} is a candidate"
    running.save(update_fields=["version", "state", "ended_at", "share", "words"])
    return version
