"""At the edge: reactions, and the Celery task that empties the outbox. Clock and chance are read here."""

import random

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from assist.providers.crm import connected
from assist.wrapup.models import WrapUp
from assist.writeback.actions import queue_write
from assist.writeback.delivery import deliver_due
from assist.writeback.models import CrmWrite
from assist.writeback.records import of_ended_follow_up, of_follow_up, of_wrap_up
from cases.events.models import Event
from cases.followups.models import FollowUp


@shared_task(name="assist.deliver_writes")
def deliver_writes() -> int:
    """Sends what is due. Two at once do no harm."""
    return deliver_due(crm=connected(), jitter=random.random, at=timezone.now())


def wake_delivery(*, at: object) -> bool:
    """For the sweep: has the slow queue send what is due, which a crash or a pause left behind."""
    is_due = CrmWrite.objects.due(timezone.now()).exists()
    if is_due and settings.REACT == "celery":
        deliver_writes.delay()
    return is_due


def deliver_queued(event: Event) -> None:
    """A write was queued or resent: send it now and do not wait for the sweep."""
    deliver_writes()


def write_wrap_up(event: Event) -> None:
    """A wrap-up was confirmed: note, fields and disposition go to the CRM, in this order."""
    wrap_up = WrapUp.objects.select_related("case__customer", "interaction").get(
        pk=event.payload["wrap_up_id"]
    )
    for record in of_wrap_up(wrap_up):
        queue_write(case=wrap_up.case, by=event.actor, at=timezone.now(), **record)


def write_follow_up(event: Event) -> None:
    """A follow-up was planned: it stands in the CRM as a task."""
    follow_up = _follow_up(event)
    queue_write(case=follow_up.case, by=event.actor, at=timezone.now(), **of_follow_up(follow_up))


def write_follow_up_end(event: Event) -> None:
    """A follow-up is done or cancelled: so is its task in the CRM."""
    follow_up = _follow_up(event)
    queue_write(case=follow_up.case, by=event.actor, at=timezone.now(), **of_ended_follow_up(follow_up))


def _follow_up(event: Event) -> FollowUp:
    found = FollowUp.objects.select_related("case", "owner", "queue")
    return found.get(pk=event.payload["follow_up_id"])
