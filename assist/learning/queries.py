"""What the pages show. Reads only."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q

from assist.learning.figures import Compared, compare, shown, title_of_figure
from assist.learning.models import DataSet, TrainingJob, Upload
from assist.learning.trainers import Trainer, trainer_of, trainers
from assist.registry.models import ModelVersion, ShadowReading, VersionChange

LIST = 20
STATE = ModelVersion.State


@dataclass(frozen=True)
class KindRow:
    """One kind of model: what serves, what could, and whether it is being trained."""

    trainer: Trainer
    live: ModelVersion | None
    shadow: ModelVersion | None
    candidate: ModelVersion | None
    figure: str
    figure_title: str
    delta: Compared | None
    training: TrainingJob | None


@dataclass(frozen=True)
class Agreement:
    """How the version in shadow and the live one went along."""

    count: int
    agreed: int
    known: int
    live_right: int
    shadow_right: int

    @property
    def percent(self) -> int:
        return round(100 * self.agreed / self.count) if self.count else 0


def kind_rows() -> list[KindRow]:
    """Every kind that can be trained. Four queries, however many versions there are."""
    serving = {(v.kind, v.state): v for v in ModelVersion.objects.serving()}
    newest = {
        v.kind: v for v in reversed(ModelVersion.objects.filter(state=STATE.CANDIDATE).order_by("-number"))
    }
    open_ones = {job.kind: job for job in TrainingJob.objects.filter(state__in=TrainingJob.OPEN)}
    return [
        _kind_row(trainer, serving, newest.get(trainer.kind), open_ones.get(trainer.kind))
        for trainer in trainers()
    ]


def versions_of(kind: str) -> list[dict[str, Any]]:
    """Every version of the kind, the newest first, with its main figure."""
    trainer = trainer_of(kind)
    main = trainer.main if trainer else ""
    versions = ModelVersion.objects.filter(kind=kind).order_by("-number")
    return [{"version": one, "figure": shown(main, one.figures.get(main))} for one in versions]


def history_of(kind: str) -> list[VersionChange]:
    changes = (
        VersionChange.objects.filter(version__kind=kind).select_related("version").defer("version__artefact")
    )
    return list(changes[: 3 * LIST])


def recent_trainings() -> list[TrainingJob]:
    return list(TrainingJob.objects.select_related("version").defer("version__artefact")[:LIST])


def datasets() -> list[DataSet]:
    return list(DataSet.objects.annotate(used=Count("trainings")))


def open_uploads() -> list[Upload]:
    return list(Upload.objects.defer("rows", "sealed", "faults", "seen", "checked"))


def agreement_of(version: ModelVersion) -> Agreement:
    """Over all readings of the version, and over those whose truth is known."""
    known = ~Q(happened="")
    rows = ShadowReading.objects.filter(shadow=version)
    found = rows.aggregate(
        count=Count("pk"),
        agreed=Count("pk", filter=Q(agrees=True)),
        known=Count("pk", filter=known),
        live_right=Count("pk", filter=known & Q(live=F("happened"))),
        shadow_right=Count("pk", filter=known & Q(shadow_said=F("happened"))),
    )
    return Agreement(**found)


def disagreements_of(version: ModelVersion) -> list[ShadowReading]:
    return list(ShadowReading.objects.filter(shadow=version, agrees=False)[:LIST])


def held_out_of(version: ModelVersion) -> int:
    return int(version.dataset.get("held_out", 0))


def _kind_row(
    trainer: Trainer, serving: Mapping[tuple[str, str], ModelVersion], candidate: ModelVersion | None,
    training: TrainingJob | None,
) -> KindRow:  # fmt: skip
    live = serving.get((trainer.kind, STATE.LIVE))
    figure = shown(trainer.main, live.figures.get(trainer.main)) if live else "–"
    delta = _delta(trainer, candidate) if candidate else None
    shadow = serving.get((trainer.kind, STATE.SHADOW))
    return KindRow(trainer, live, shadow, candidate, figure, title_of_figure(trainer.main), delta, training)


def _delta(trainer: Trainer, candidate: ModelVersion) -> Compared | None:
    rows = compare(candidate.figures, candidate.beside, held_out_of(candidate))
    return next((row for row in rows if row.name == trainer.main), None)
