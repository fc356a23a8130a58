"""Background reactions of the desk, and what the sweep finds. Idempotent; the clock is read here."""

from datetime import datetime

from django.utils import timezone

from assist.desk.live import tell_desks_of
from assist.providers.crm import customer_profile
from cases.casefiles.models import Case
from cases.events.models import Event
from cases.people.models import User
from cases.routing.actions import take_next_state
from cases.routing.models import Presence


def follow_next_state(event: Event) -> None:
    """A contact ended: its agent becomes what they chose for afterwards, if it was the last one."""
    if agent_id := event.payload.get("agent_id"):
        _follow(agent_id, timezone.now())


def look_up_customer(event: Event) -> None:
    """A contact began: have what the CRM knows about the customer at hand. Runs where nobody waits for it."""
    case = Case.objects.select_related("customer").get(pk=event.case_id)
    customer_profile(case.customer, at=timezone.now())


def follow_next_states(*, at: datetime) -> int:
    """For the sweep: the same for whoever lost the last contact in another way, by a transfer for instance."""
    over = Presence.objects.due_for_next()
    return sum(_follow(user_id, at) for user_id in list(over.values_list("user_id", flat=True)))


def _follow(user_id: int, at: datetime) -> bool:
    is_taken = take_next_state(user_id=user_id, at=at)
    if is_taken:
        tell_desks_of(User(pk=user_id))
    return is_taken
