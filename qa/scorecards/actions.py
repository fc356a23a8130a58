"""Loading scorecards from a file, version by version."""

from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from cases.events.actors import Actor
from qa.scorecards.files import digest_of, read_scorecards
from qa.scorecards.models import Criterion, Scorecard


@transaction.atomic
def load_scorecards(*, path: Path, by: Actor, at: datetime) -> list[Scorecard]:
    """Makes a new version of each scorecard that changed; returns the new ones. Loading the same file again
    does nothing."""
    return [
        card
        for content in read_scorecards(Path(path))
        if (card := _new_version(content, by=by, at=at)) is not None
    ]


def _new_version(content: dict[str, Any], *, by: Actor, at: datetime) -> Scorecard | None:
    last = Scorecard.objects.filter(slug=content["slug"]).order_by("-version").first()
    digest = digest_of(content)
    if last and last.digest == digest:
        return None
    card = Scorecard.objects.create(
        slug=content["slug"],
        name=content["name"],
        version=last.version + 1 if last else 1,
        digest=digest,
        created_by=by.name,
        created_at=at,
    )
    Criterion.objects.bulk_create(
        _criterion(card, n, each) for n, each in enumerate(content["criteria"], start=1)
    )
    return card


def _criterion(card: Scorecard, position: int, content: dict[str, Any]) -> Criterion:
    return Criterion(
        scorecard=card,
        position=position,
        key=content["key"],
        title=content["title"],
        question=content["question"],
        weight=content.get("weight", 0),
        scale=content.get("scale", Criterion.Scale.POINTS),
        is_auto_fail=content.get("auto_fail", False),
        anchors={str(value): text for value, text in content.get("anchors", {}).items()},
    )
