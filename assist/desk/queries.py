"""Reads of the console besides the case list (`worklist`) and the head of a case (`heads`)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.conf.locale import LANG_INFO

from assist.desk.models import Draft
from assist.desk.orders import Order, orders_of
from assist.providers.crm import profile_at_hand
from cases.casefiles.models import Case
from cases.customers.models import Customer
from cases.events.models import Event
from cases.people.models import User
from cases.people.permissions import Permission
from cases.routing.models import Presence, Queue

LANGUAGES = {code: info["name"] for code, info in LANG_INFO.items() if "name" in info}
SIGNS = {"GBP": "£", "EUR": "€", "USD": "$"}


@dataclass(frozen=True)
class CustomerFacts:
    name: str
    email: str
    segment: str
    worth: str  # "" while nobody knows it
    language: str
    since: int  # the year, 0 while nobody knows it
    open_cases: int
    earlier_cases: int
    open_tasks: int
    orders: Sequence[Order] = ()

    @property
    def language_name(self) -> str:
        return str(LANGUAGES.get(self.language, self.language))


def panel_of(case: Case, *, at: datetime | None = None) -> CustomerFacts:
    """The customer's facts for the assist column, with what the CRM said of them when it was last asked."""
    customer, profile = case.customer, profile_at_hand(case.customer)
    cases = customer.cases.exclude(pk=case.pk)
    known_since = profile.customer_since if profile else None
    return CustomerFacts(
        name=customer.display_name,
        email=customer.email,
        segment=_segment(profile.segment if profile else customer.segment),
        worth=_worth(profile.lifetime_value, profile.currency)
        if profile
        else _worth(customer.lifetime_value),
        language=customer.language,
        since=known_since.year if known_since else 0,
        open_cases=cases.unresolved().count() + (not case.is_over),
        earlier_cases=max(cases.count(), len(profile.past_cases) if profile else 0),
        open_tasks=len(profile.open_tasks) if profile else 0,
        orders=orders_of(case),
    )


def _segment(key: str) -> str:
    """The segment's name; a CRM may have segments that we do not."""
    return dict(Customer.Segment.choices).get(key, key.replace("_", " ").capitalize())


def _worth(value: Decimal, currency: str = "GBP") -> str:
    """£2,148.30; nothing for a zero, which only says that nobody has told us."""
    return f"{SIGNS.get(currency, currency + ' ')}{value:,.2f}" if value else ""


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
