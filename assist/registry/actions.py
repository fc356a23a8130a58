"""Changes what serves. Every one of them is a row of the history: who, when, why."""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Max

from assist.registry.models import ModelVersion, ShadowReading, VersionChange
from assist.registry.refusals import NoReason, NothingBefore, NotPromotable
from assist.registry.serving import forget
from cases.events.actors import Actor

State, Action = ModelVersion.State, VersionChange.Action


@transaction.atomic
def add_version(
    *, kind: str, artefact: bytes, figures: Mapping[str, Any], dataset: Mapping[str, Any], code_version: str,
    seed: int, by: Actor, at: datetime, beside: Mapping[str, Any] | None = None,
) -> ModelVersion:  # fmt: skip
    """A trained model as the next candidate of its kind."""
    _lock(kind)
    last = ModelVersion.objects.filter(kind=kind).aggregate(last=Max("number"))["last"] or 0
    version = ModelVersion.objects.create(
        kind=kind, number=last + 1, artefact=artefact, digest=hashlib.sha256(artefact).hexdigest(),
        size=len(artefact), figures=dict(figures), beside=dict(beside or {}), dataset=dict(dataset),
        code_version=code_version, seed=seed, trained_at=at, trained_by_id=by.id, trained_by=by.name,
    )  # fmt: skip
    _keep(version, Action.TRAINED, "", State.CANDIDATE, "Trained", by, at)
    return version


@transaction.atomic
def promote(*, version: ModelVersion, reason: str, by: Actor, at: datetime) -> ModelVersion:
    """The version serves from now on; what served before is retired and keeps its artefact."""
    _need(reason)
    version = _locked(version)
    if version.state == State.LIVE:
        raise NotPromotable
    _replace_live(version, f"{version} took its place: {reason}", by, at)
    _move(version, State.LIVE, Action.PROMOTED, reason, by, at)
    return version


@transaction.atomic
def roll_back(*, kind: str, reason: str, by: Actor, at: datetime) -> ModelVersion:
    """The version that was live before serves again. Raises NothingBefore where there is none."""
    _need(reason)
    _lock(kind)
    live = ModelVersion.objects.live().filter(kind=kind).first()
    previous = live and previous_of(live)
    if live is None or previous is None:
        raise NothingBefore
    _move(live, State.RETIRED, Action.ROLLED_BACK, reason, by, at)
    _move(previous, State.LIVE, Action.PROMOTED, f"Back from {live}: {reason}", by, at)
    return previous


@transaction.atomic
def start_shadow(*, version: ModelVersion, reason: str, by: Actor, at: datetime) -> ModelVersion:
    """The version runs beside the live one, is logged and not shown. Another one in shadow makes room."""
    version = _locked(version)
    if version.state in (State.LIVE, State.SHADOW):
        raise NotPromotable(f"This version is {version.get_state_display().lower()} already.")
    for other in ModelVersion.objects.filter(kind=version.kind, state=State.SHADOW):
        _move(other, State.CANDIDATE, Action.UNSHADOWED, f"{version} took its place", by, at)
    _move(version, State.SHADOW, Action.SHADOWED, reason, by, at)
    return version


@transaction.atomic
def end_shadow(*, version: ModelVersion, reason: str, by: Actor, at: datetime) -> ModelVersion:
    version = _locked(version)
    if version.state == State.SHADOW:
        _move(version, State.CANDIDATE, Action.UNSHADOWED, reason, by, at)
    return version


@transaction.atomic
def retire(*, version: ModelVersion, reason: str, by: Actor, at: datetime) -> ModelVersion:
    """Not offered any more; a live one leaves the room to what it has by itself. The artefact stays, and may be promoted again."""
    _need(reason)
    version = _locked(version)
    if version.state != State.RETIRED:
        _move(version, State.RETIRED, Action.RETIRED, reason, by, at)
    return version


def log_shadow(
    *, shadow: ModelVersion | int, kind: str, live_number: int, subject: str, live: str, said: str, at: datetime
) -> ShadowReading:  # fmt: skip
    """What both said of one thing; the second time it stays as it was."""
    number = shadow if isinstance(shadow, int) else shadow.number
    row = ModelVersion.objects.get(kind=kind, number=number)
    reading, _ = ShadowReading.objects.get_or_create(
        shadow=row, subject=subject,
        defaults={"kind": kind, "live_number": live_number, "live": live[:200], "shadow_said": said[:200],
                  "agrees": live == said, "at": at},
    )  # fmt: skip
    return reading


def note_outcome(*, kind: str, subject: str, happened: str) -> int:
    """What turned out to be right for the thing: a correction, the sent reply, the action taken. How many readings learnt it."""
    return ShadowReading.objects.filter(kind=kind, subject=subject).update(happened=happened[:200])


def previous_of(live: ModelVersion) -> ModelVersion | None:
    """The version that served before this one went live; None for the first."""
    steps = VersionChange.objects.filter(version__kind=live.kind).order_by("at", "pk")
    served: list[int] = []
    for pk, action, after in steps.values_list("version", "action", "after"):
        if after == State.LIVE:
            served = served[: served.index(pk)] if pk in served else served
            served.append(pk)
        elif action == Action.ROLLED_BACK and served and served[-1] == pk:
            served.pop()
    before = [pk for pk in served if pk != live.pk]
    return ModelVersion.objects.filter(pk=before[-1]).first() if before else None


def _replace_live(version: ModelVersion, reason: str, by: Actor, at: datetime) -> None:
    for live in ModelVersion.objects.live().filter(kind=version.kind):
        _move(live, State.RETIRED, Action.REPLACED, reason, by, at)


def _move(version: ModelVersion, state: str, action: str, reason: str, by: Actor, at: datetime) -> None:
    before, version.state = version.state, state
    version.save(update_fields=["state"])
    _keep(version, action, before, state, reason, by, at)
    transaction.on_commit(forget)


def _keep(
    version: ModelVersion, action: str, before: str, after: str, reason: str, by: Actor, at: datetime
) -> None:
    VersionChange.objects.create(
        version=version, action=action, before=before, after=after, at=at, by_id=by.id, by_name=by.name,
        reason=reason[:300],
    )  # fmt: skip


def _need(reason: str) -> None:
    if not reason.strip():
        raise NoReason


def _locked(version: ModelVersion) -> ModelVersion:
    _lock(version.kind)
    return ModelVersion.objects.get(pk=version.pk)


def _lock(kind: str) -> None:
    """Changes of one kind happen one after another."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"registry:{kind}"])
