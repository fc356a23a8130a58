from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from django.db.models import QuerySet

from assist.understanding.entities.ids import DEFAULT_PATTERNS
from assist.understanding.models import Understanding
from assist.understanding.rules import Context
from cases.casefiles.models import Case
from cases.events.actors import ActorKind
from cases.events.prepared import Prepared
from cases.events.runs import current_run, until
from cases.interactions.models import Turn
from cases.interactions.queries import last_turns

LOOKS_BACK = 40  # turns of both sides
UNDERSTOOD = "turn.understood"
REVIEWED = ("ranking", "scope_scores", "versions")
HEAVY = ("text", "redacted_kinds", "sources", "external_id", "speaker_id", "speaker_name")  # of a turn
ANSWERING = (ActorKind.AGENT, ActorKind.AI_AGENT)


def understanding_of(turn: Turn) -> Understanding | None:
    """What the turn was understood as; it never changes."""
    if current_run():
        return next((row for row in readings_of(turn.case_id) if row.turn_id == turn.pk), None)
    return Understanding.objects.filter(turn=turn).first()


@until(UNDERSTOOD)
def readings_of(case_id: int) -> Sequence[Understanding]:
    """What was understood of the case's turns, in their order, without what only a reviewer looks at."""
    return tuple(_readings(case_id))


def _in_order(case: int) -> QuerySet[Understanding]:
    rows = Understanding.objects.filter(case_id=case).select_related("turn").order_by("turn__seq")
    return rows.defer(*(f"turn__{name}" for name in HEAVY), *REVIEWED)


_readings = Prepared(_in_order)


def entities_of(case: Case) -> list[dict[str, Any]]:
    """What the customer named, in order, each with the `turn_seq` that it came from. The last of a kind counts."""
    rows = Understanding.objects.filter(case=case).order_by("turn__seq").values_list("entities", "turn__seq")
    return [{**entity, "turn_seq": seq} for entities, seq in rows for entity in entities]


def context_of(turn: Turn) -> Context:
    """What was known when the turn came."""
    earlier = [other for other in last_turns(turn.case_id) if other.seq < turn.seq]
    said = [(other.speaker, other.text) for other in earlier[-LOOKS_BACK:]]
    before = [row for row in readings_of(turn.case_id) if row.turn.seq < turn.seq]
    return Context(
        at=turn.at,
        locale=turn.interaction.language or "en",
        region=getattr(settings, "AGENTDESK_REGION", "GB"),
        id_patterns=id_patterns(),
        earlier=tuple(text for speaker, text in said if speaker == ActorKind.CUSTOMER),
        answers=tuple(text for speaker, text in said if speaker in ANSWERING),
        belief=before[-1].belief if before else {},
        known_values=frozenset(entity["value"] for row in before for entity in row.entities),
    )


def id_patterns() -> Mapping[str, str]:
    """The tenant's ids by kind: the setting AGENTDESK_ID_PATTERNS, else the defaults."""
    patterns: Mapping[str, str] = getattr(settings, "AGENTDESK_ID_PATTERNS", None) or DEFAULT_PATTERNS
    return patterns
