"""The clock on one page: what runs every so often. One process runs it: `manage.py sweep`.

Everything here only looks for rows that are due and hands them on, so a second sweep beside the first does no harm.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from assist.desk.tasks import follow_next_states
from assist.frontline.unanswered import hand_over_unanswered
from assist.learning.actions import forget_uploads
from assist.learning.tasks import tend_trainings, tend_uploads
from assist.suggestions.holding import wake_held
from assist.tools.approvals import expire_approvals
from assist.tools.checking import reconcile_calls
from assist.wallboard.actions import watch_floor
from assist.wrapup.actions import end_overdue
from assist.writeback.tasks import wake_delivery
from cases.channels.widget.actions import abandon_left
from cases.events.sweep import sweep_events
from cases.followups.actions import due_follow_ups
from cases.interactions.leaving import end_silent_contacts
from cases.routing.offering import expire_offers, leave_silent_screens, offer_waiting


@dataclass(frozen=True)
class Due:
    every_seconds: float
    run: Callable[..., object]  # called with at=
    asks_others: bool = False  # waits for systems that are not ours: must hold up no other


SCHEDULE: list[Due] = [
    Due(1, expire_offers),
    Due(2, offer_waiting),
    Due(2, wake_delivery),
    Due(1, wake_held),
    Due(5, sweep_events),
    Due(3, reconcile_calls, asks_others=True),
    Due(5, expire_approvals),
    Due(10, hand_over_unanswered),
    Due(5, watch_floor),
    Due(5, end_overdue),
    Due(5, follow_next_states),
    Due(30, leave_silent_screens),
    Due(30, abandon_left),
    Due(60, end_silent_contacts),
    Due(60, due_follow_ups),
    Due(5, tend_trainings),
    Due(5, tend_uploads),
    Due(3600, forget_uploads),
]


def due_now(last_run: dict[int, datetime], at: datetime) -> list[int]:
    """The positions in SCHEDULE whose interval has passed."""
    return [
        position
        for position, due in enumerate(SCHEDULE)
        if position not in last_run or (at - last_run[position]).total_seconds() >= due.every_seconds
    ]
