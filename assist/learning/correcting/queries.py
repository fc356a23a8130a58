from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from assist.learning.correcting.actions import INTENTS, SENTIMENT, mood_of
from assist.learning.importing.building import person
from assist.learning.models import Correction
from assist.registry.material import Line
from assist.taxonomy.models import Intent
from assist.understanding.models import Understanding
from cases.casefiles.models import Case
from cases.events.actors import ActorKind
from cases.interactions.models import Turn
from cases.people.models import User

LIST = 25


@dataclass(frozen=True)
class Doubtful:
    """A reading with what it said and what a person said of it."""

    reading: Understanding
    mood: str
    intent: str  # what is chosen on the page: a person's word, else the model's
    is_corrected: bool


def doubtful_readings(user: User) -> list[Doubtful]:
    """The newest readings of requests that the models were unsure of, or that nothing covers; in cases the person may read."""
    rows = (
        Understanding.objects.filter(case__in=Case.objects.visible_to(user), is_small_talk=False)
        .filter(confidence__lt=0.6)
        .select_related("turn", "case")
        .prefetch_related("turn__corrections")
        .order_by("-turn_id")[:LIST]
    )
    outside = Intent.objects.active().filter(is_out_of_scope=True).values_list("key", flat=True).first() or ""
    return [_doubtful(row, outside) for row in rows]


def corrected_lines(kind: str) -> list[Line]:
    """What people corrected, as lines to learn from; each belongs to its customer."""
    rows = Correction.objects.filter(kind=kind).select_related("turn__case").order_by("turn_id")
    return [
        Line(row.turn.text[:500], row.label, person(f"customer {row.turn.case.customer_id}"), before)
        for row in rows
        for before in [_before(row.turn) if kind == SENTIMENT else ()]
    ]


def _before(turn: Turn) -> tuple[str, str]:
    """The agent's turn before it, and the customer's own."""
    earlier = Turn.objects.filter(case_id=turn.case_id, seq__lt=turn.seq).order_by("-seq")
    answer = earlier.exclude(speaker=ActorKind.CUSTOMER).values_list("text", flat=True).first()
    own = earlier.filter(speaker=ActorKind.CUSTOMER).values_list("text", flat=True).first()
    return answer or "", own or ""


def _doubtful(row: Understanding, outside: str) -> Doubtful:
    turn: Any = row.turn  # the plugin of mypy does not always see relations from rooms above
    labels = _labels(turn.corrections.all())
    read_as = outside if row.is_out_of_scope else row.intent
    return Doubtful(row, labels.get(SENTIMENT, mood_of(row)), labels.get(INTENTS, read_as), bool(labels))


def _labels(corrections: Iterable[Correction]) -> dict[str, str]:
    return {one.kind: one.label for one in corrections}
