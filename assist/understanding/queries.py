from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db.models import QuerySet

from assist.understanding.entities.ids import DEFAULT_PATTERNS
from assist.understanding.models import Understanding
from assist.understanding.rules import Context
from cases.casefiles.models import Case
from cases.events.actors import ActorKind
from cases.events.runs import once_a_run
from cases.interactions.models import Turn

LOOKS_BACK = 40  # turns of both sides
ANSWERING = (ActorKind.AGENT, ActorKind.AI_AGENT)


@once_a_run
def understanding_of(turn_id: int) -> Understanding | None:
    """What the turn was understood as; it never changes."""
    return Understanding.objects.filter(turn=turn_id).first()


def understandings_of(case: Case) -> QuerySet[Understanding]:
    """All of the case, in the order of the turns."""
    return Understanding.objects.filter(case=case).select_related("turn").order_by("turn__seq")


def entities_of(case: Case) -> list[dict[str, Any]]:
    """What the customer named, in order, each with the `turn_seq` that it came from. The last of a kind counts."""
    rows = Understanding.objects.filter(case=case).order_by("turn__seq").values_list("entities", "turn__seq")
    return [{**entity, "turn_seq": seq} for entities, seq in rows for entity in entities]


def context_of(turn: Turn) -> Context:
    """What was known when the turn came."""
    earlier = Turn.objects.filter(case=turn.case, seq__lt=turn.seq).order_by("-seq")
    said = list(earlier.values_list("speaker", "text")[:LOOKS_BACK])[::-1]
    read = Understanding.objects.filter(case=turn.case, turn__seq__lt=turn.seq).order_by("turn__seq")
    before = list(read.only("belief", "entities"))
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
