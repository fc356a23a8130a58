from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from assist.taxonomy.files import Entry, read_taxonomy
from assist.taxonomy.models import Example, Intent, IntentChange
from cases.events.actors import Actor


@transaction.atomic
def load_taxonomy(path: Path | str, *, by: Actor, at: datetime, reason: str = "") -> int:
    """Brings the taxonomy to what the file says; returns how many intents changed. Raises TaxonomyInvalid.

    An intent that the file does not have is switched off. Examples that people added or corrected stay.
    """
    path = Path(path)
    entries = read_taxonomy(path)
    reason = reason or f"loaded from {path.name}"
    changed = sum(_load(entry, reason, by, at) for entry in entries)
    for intent in Intent.objects.active().exclude(key__in=[entry.key for entry in entries]):
        changed += change_intent(intent=intent, columns={"is_active": False}, reason=reason, by=by, at=at)
    return changed


@transaction.atomic
def change_intent(*, intent: Intent, columns: dict[str, Any], reason: str, by: Actor, at: datetime) -> bool:
    """Changes the columns and keeps who, when, why, from what to what. False when nothing differs."""
    before = {name: getattr(intent, name) for name in columns}
    different = {name: value for name, value in columns.items() if before[name] != value}
    if not different:
        return False
    for name, value in different.items():
        setattr(intent, name, value)
    intent.save(update_fields=list(different))
    _keep(intent, {name: before[name] for name in different}, different, reason, by, at)
    return True


@transaction.atomic
def add_example(*, intent: Intent, text: str, source: str, by: Actor, at: datetime) -> bool:
    """Adds a line that the classifier learns from; False when the intent has it already."""
    _, is_new = Example.objects.get_or_create(intent=intent, text=text, defaults={"source": source})
    if is_new:
        _keep(intent, {}, {"example": text}, f"example {source}", by, at)
    return is_new


def _load(entry: Entry, reason: str, by: Actor, at: datetime) -> bool:
    intent, is_new = Intent.objects.get_or_create(key=entry.key, defaults=entry.columns)
    if is_new:
        _keep(intent, {}, dict(entry.columns), reason, by, at)
    changed = is_new or change_intent(intent=intent, columns=dict(entry.columns), reason=reason, by=by, at=at)
    if removed_or_added := _load_examples(intent, entry.examples):
        _keep(intent, {}, {"examples": removed_or_added}, reason, by, at)
    return bool(removed_or_added) or changed


def _load_examples(intent: Intent, texts: tuple[str, ...]) -> int:
    """Brings the written examples to the file's; how many went or came."""
    written = intent.examples.filter(source=Example.Source.WRITTEN)
    gone, _ = written.exclude(text__in=texts).delete()
    known = set(intent.examples.values_list("text", flat=True))
    fresh = [Example(intent=intent, text=text) for text in texts if text not in known]
    Example.objects.bulk_create(fresh)
    return gone + len(fresh)


def _keep(
    intent: Intent, before: dict[str, Any], after: dict[str, Any], reason: str, by: Actor, at: datetime
) -> None:
    IntentChange.objects.create(
        intent=intent, at=at, by_id=by.id, by_name=by.name, reason=reason[:300], before=before, after=after
    )
