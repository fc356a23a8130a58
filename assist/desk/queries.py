"""Reads of the console besides the case list (`worklist`) and the head of a case (`heads`)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from assist.desk.models import Draft
from cases.casefiles.models import Case
from cases.events.models import Event
from cases.people.models import User
from cases.people.permissions import Permission
from cases.routing.models import Presence, Queue


@dataclass(frozen=True)
class CustomerFacts:
    name: str
    email: str
    segment: str
    value: Decimal
    language: str
    since: datetime
    open_cases: int
    earlier_cases: int


def panel_of(case: Case, *, at: datetime | None = None) -> CustomerFacts:
    """The customer's facts for the assist column."""
    customer = case.customer
    cases = customer.cases.exclude(pk=case.pk)
    return CustomerFacts(
        name=customer.display_name,
        email=customer.email,
        segment=customer.get_segment_display(),
        value=customer.lifetime_value,
        language=customer.language,
        since=customer.created_at,
        open_cases=cases.unresolved().count() + (not case.is_over),
        earlier_cases=cases.count(),
    )


def drafts_of(case: Case, user: User) -> dict[str, Draft]:
    """The person's drafts on the case by mode; an empty one where there is none."""
    found = {draft.mode: draft for draft in Draft.objects.filter(case=case, user=user)}
    return {mode: found.get(mode) or Draft(mode=mode) for mode in Draft.Mode.values}


def desk_number() -> int:
    """The number of the newest event of all: a picture of the desk is as of that event."""
    return Event.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


@dataclass(frozen=True)
class Places:
    """Where a contact can be transferred to."""

    queues: Sequence[Queue]
    colleagues: Sequence[User]


def places_for(user: User, at: datetime) -> Places:
    reachable = Presence.objects.reachable(at).exclude(user=user).values("user_id")
    colleagues = User.objects.eligible(Permission.WORK_CASES).filter(pk__in=reachable).order_by("name")
    return Places(list(Queue.objects.all()), list(colleagues))
