"""What can alarm: help asked for, low moods, long waits. Bounded reads over what is live."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Min

from assist.wallboard.models import FloorAlert
from assist.wallboard.rules import mood_direction
from assist.wallboard.thresholds import MOOD, WAIT, Reading, Threshold
from cases.casefiles.events import HelpAsked
from cases.casefiles.models import Case
from cases.events.models import Event
from cases.interactions.models import Interaction

HELP_LASTS = timedelta(hours=2)
MOST = 200
_ASKED = Threshold(1, 1)


@dataclass(frozen=True)
class Measured:
    """A reading with what its alert says and belongs to. `since` is when it began, when that is known."""

    reading: Reading
    kind: str
    text: str
    team_id: int | None
    case_id: int | None = None
    queue_id: int | None = None
    since: datetime | None = None


def help_measured(at: datetime) -> list[Measured]:
    """Calls for help on cases that are not over, unless somebody saw to them."""
    settled = FloorAlert.objects.filter(kind=FloorAlert.Kind.HELP, cleared_at__gt=at - HELP_LASTS)
    done = set(settled.values_list("key", flat=True))
    asked = Event.objects.named(HelpAsked).filter(at__gt=at - HELP_LASTS, case__in=Case.objects.unresolved())
    found = [_help(event) for event in asked.select_related("case").order_by("-at")[:MOST]]
    return [measured for measured in found if measured.reading.key not in done]


def _help(event: Event) -> Measured:
    text = event.payload.get("text", "")
    said = f"{event.actor_name}: “{text}”" if text else f"{event.actor_name} asks for help."
    reading = Reading(f"help:{event.pk}", 1, _ASKED)
    return Measured(reading, FloorAlert.Kind.HELP, said, event.case.team_id, event.case_id, since=event.at)


def moods_measured() -> list[Measured]:
    """The mood of customers in live contacts, once it is low at all."""
    live = Case.objects.filter(interactions__in=Interaction.objects.live(), mood__lte=-MOOD.clear_at)
    return [_mood(case) for case in live.select_related("owner").distinct().order_by("mood")[:MOST]]


def _mood(case: Case) -> Measured:
    direction = mood_direction([mood for _, mood in case.mood_course])
    with_whom = case.owner.name if case.owner else "No agent yet"
    course = f"low and {direction}" if direction else "low"
    text = f"{with_whom}, {case.intent_title or 'problem not clear yet'}. The customer's mood is {course}."
    return Measured(
        Reading(f"mood:{case.pk}", -case.mood, MOOD), FloorAlert.Kind.MOOD, text, case.team_id, case.pk
    )


def waits_measured(at: datetime) -> list[Measured]:
    """The longest wait of each queue with live contacts in it."""
    waiting = (
        Interaction.objects.live()
        .filter(owner=Interaction.Owner.QUEUE, queue__isnull=False)
        .exclude(channel="email")
    )
    rows = waiting.values("queue_id", "queue__name", "queue__team_id").annotate(first=Min("queued_at"))
    return [
        Measured(
            Reading(f"wait:{row['queue_id']}", (at - row["first"]).total_seconds(), WAIT),
            FloorAlert.Kind.WAIT,
            f"Somebody waits in {row['queue__name']}.",
            row["queue__team_id"],
            queue_id=row["queue_id"],
            since=row["first"],
        )
        for row in rows
    ]
