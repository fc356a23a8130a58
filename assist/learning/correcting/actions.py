from datetime import datetime

from django.db import transaction

from assist.learning.models import Correction
from assist.learning.refusals import NoSuchLabel
from assist.registry.actions import note_outcome
from assist.taxonomy.models import Intent
from assist.understanding.models import Understanding
from cases.events.actors import Actor

INTENTS, SENTIMENT = "intents", "sentiment"
MOODS = (
    ("positive", "Positive"),
    ("neutral", "Neutral"),
    ("negative", "Negative"),
    ("frustrated", "Losing patience"),
)


@transaction.atomic
def correct_reading(*, reading: Understanding, kind: str, label: str, by: Actor, at: datetime) -> Correction:
    """The turn is an example of `label` from now on, and what the shadow said of it is judged by it. Raises NoSuchLabel."""
    if not is_label(kind, label):
        raise NoSuchLabel
    said = reading.intent if kind == INTENTS else mood_of(reading)
    correction, _ = Correction.objects.update_or_create(
        turn=reading.turn, kind=kind,
        defaults={"said": said, "label": label, "at": at, "by_id": by.id, "by_name": by.name},
    )  # fmt: skip
    note_outcome(kind=kind, subject=f"turn:{reading.turn_id}", happened=label)
    return correction


def is_label(kind: str, label: str) -> bool:
    if kind == SENTIMENT:
        return label in dict(MOODS)
    return kind == INTENTS and Intent.objects.active().filter(key=label).exists()


def mood_of(reading: Understanding) -> str:
    """The label as people correct it: a customer who loses patience is more than negative."""
    return "frustrated" if reading.is_frustrated else reading.label
