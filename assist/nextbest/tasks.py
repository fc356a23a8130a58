"""Background reactions: after what may change the next action, look up what is missing and prepare the
card.
"""

from django.utils import timezone

from assist.journeys.events import StepDone
from assist.nextbest.actions import look_up, note_followed, propose_next
from cases.events.models import Event
from cases.events.runs import last_of_run


@last_of_run
def prepare(event: Event) -> None:
    """Look-ups first, since the card is filled from their receipts. Safe to run twice."""
    if event.name == StepDone.NAME:
        note_followed(case=event.case, step=event.payload["step"])
    look_up(case=event.case, at=timezone.now())
    propose_next(case=event.case, at=timezone.now())
