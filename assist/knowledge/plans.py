"""Whether a plan looks after what a message asks: then no article is missing. Events of plans are read by their stored names."""

from assist.taxonomy.queries import intent_of
from assist.understanding.models import Understanding
from cases.casefiles.models import Case
from cases.events.models import Event

PLANS = ("journey.started", "journey.finished", "journey.left")


def is_planned(case: Case, read: Understanding | None, text: str) -> bool:
    """The message's own intent decides where it has one: a question of another kind is not answered by the case's plan."""
    own = read.intent if read else ""
    if own and not _has_journey(own):
        return "?" not in text and _plan_runs(case)
    return _has_journey(own or case.intent) or _plan_runs(case)


def _has_journey(intent: str) -> bool:
    known = intent_of(intent) if intent else None
    return bool(known and known.journey)


def _plan_runs(case: Case) -> bool:
    last = (
        Event.objects.filter(case=case, name__in=PLANS)
        .order_by("-seq")
        .values_list("name", flat=True)
        .first()
    )
    return last == PLANS[0]
