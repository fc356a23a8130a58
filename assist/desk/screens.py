"""What the socket asks the database: may this screen look, what did it miss, how far are the streams."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from assist.desk.live import desk_lines, desk_picture
from assist.desk.queries import desk_number
from cases.casefiles.models import Case
from cases.live import frames_after
from cases.people.models import User
from cases.people.permissions import Permission
from cases.routing.actions import see


@dataclass(frozen=True)
class Screen:
    """A signed-in person with a page open; `case_id` is 0 on a page without a case."""

    user_id: int
    name: str
    initials: str
    case_id: int
    number: int
    is_desk: bool


def screen_of(user_id: int, case_id: int) -> Screen | None:
    """The screen by the same fetch as a view makes; None when the person may not look."""
    user = User.objects.filter(pk=user_id, is_active=True).first()
    if user is None:
        return None
    case = Case.objects.visible_to(user).filter(pk=case_id).first() if case_id else None
    if case_id and case is None:
        return None
    number = case.number if case else 0
    return Screen(user.pk, user.name, user.initials, case_id, number, user.can(Permission.WORK_CASES))


def missed(screen: Screen, after: int) -> list[dict[str, Any]] | None:
    """The frames of the open case above `after`; None when a reload is better."""
    case = Case.objects.get(pk=screen.case_id)
    return frames_after(case, after) if case.last_seq > after else []


def picture(screen: Screen) -> dict[str, Any]:
    """The frame of the desk stream, as of the newest event."""
    number = desk_number()
    user = User.objects.get(pk=screen.user_id)
    content = desk_picture(user, number=screen.number, at=timezone.now()) if screen.is_desk else ""
    return {"stream": "desk", "seq": number, "content": content}


def lines(screen: Screen, contacts: Collection[int], *, number: int) -> dict[str, Any]:
    """The same frame with nothing but the lines of those contacts, as of that event."""
    user = User(pk=screen.user_id)
    return {"stream": "desk", "seq": number, "content": desk_lines(user, contacts, number=screen.number)}


def beat(screen: Screen) -> dict[str, Any] | None:
    """The true ends of the streams; None when the right to look has ended. The person counts as seen."""
    if screen_of(screen.user_id, screen.case_id) is None:
        return None
    now = timezone.now()
    see(user=User(pk=screen.user_id), at=now)
    tails = {}
    if screen.case_id:
        tails[f"case:{screen.case_id}"] = Case.objects.values_list("last_seq", flat=True).get(
            pk=screen.case_id
        )
    return {"beat": tails, "now": int(now.timestamp() * 1000)}
