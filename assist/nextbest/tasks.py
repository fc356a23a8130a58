"""Background reactions: after what may change the next action, look up what is missing and prepare the
card.
"""

from django.utils import timezone

from assist.nextbest.actions import look_up, propose_next
from cases.events.models import Event
from cases.events.runs import last_of_run


@last_of_run
def prepare(event: Event) -> None:
    """Look-ups first, since the card is filled from their receipts. Safe to run twice."""
    look_up(case=event.case, at=timezone.now())
    propose_next(case=event.case, at=timezone.now())
