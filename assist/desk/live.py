"""From an event to the fragments of the console and to the desks that it concerns."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from assist.desk.heads import head_of
from assist.desk.orders import LOOK_UP
from assist.desk.queries import panel_of
from assist.desk.transcript import item_of
from assist.desk.worklist import lines_of, work_of
from cases.events.models import Event
from cases.events.prepared import Prepared
from cases.events.queries import case_now
from cases.events.runs import once_a_run
from cases.interactions.events import TurnReceived, TurnSent
from cases.live import Partial, case_group, desk_group, fragment, push
from cases.people.models import User
from cases.routing.models import Membership, Presence

_ROOM = "assist/desk"
# These change one line of the case list only.
PREVIEWS = frozenset({TurnReceived.NAME, TurnSent.NAME})


def show_item(event: Event) -> list[Partial]:
    """The event's entry at the end of the conversation."""
    item = item_of(event)
    return [Partial("#turns", fragment(f"{_ROOM}/_item.html", item=item), "beforeend")] if item else []


def show_head(event: Event) -> list[Partial]:
    """The title, who leads, the timers and the mood."""
    return _head_at(event.case_id, event.case.last_seq)


@once_a_run
def _head_at(case_id: int, last_seq: int) -> list[Partial]:
    """The head as of that event: the events of one transaction show the same."""
    head = head_of(case_now(case_id))
    return [
        Partial("#casetitle", fragment(f"{_ROOM}/_title.html", head=head)),
        Partial("#casepulse", fragment(f"{_ROOM}/_pulse.html", head=head)),
        Partial("#casestate", fragment(f"{_ROOM}/_state.html", head=head)),
    ]


def show_customer(event: Event) -> list[Partial]:
    panel = panel_of(case_now(event.case_id))
    return [Partial("#panel-customer", fragment(f"{_ROOM}/_panel.html", panel=panel))]


def show_orders(event: Event) -> list[Partial]:
    """The customer's panel again when an order was looked up."""
    return show_customer(event) if event.payload.get("tool") == LOOK_UP else []


def tell_desks(event: Event) -> None:
    """A hint to every desk whose panels this event may change; each looks for itself."""
    hint: dict[str, Any] = {"type": "desk.changed"}
    if event.name in PREVIEWS:
        hint |= {"contact": event.payload["interaction_id"], "number": event.pk}
    for user_id in _concerned(event):
        push(desk_group(user_id), hint)


def tell_desks_of(user: User) -> None:
    push(desk_group(user.pk), {"type": "desk.changed"})


def _concerned(event: Event) -> set[int]:
    payload = event.payload
    people = {
        payload.get("agent_id"),
        payload.get("previous_agent_id"),
        event.case.owner_id,
        event.actor.user_id,
    }
    if queue_id := payload.get("queue_id"):
        on_desk = Presence.objects.exclude(state=Presence.State.OFFLINE).values("user_id")
        members = Membership.objects.filter(queue_id=queue_id, user_id__in=on_desk)
        people |= set(members.values_list("user_id", flat=True))
    return {int(user_id) for user_id in people if user_id}


def tell_colleagues_typing(case_id: int, user: User) -> None:
    """Who has the case open sees that the colleague types. Nothing is stored."""
    push(case_group(case_id), {"type": "sign", "from": user.pk, "sign": {"typing": {"name": user.name}}})


def desk_lines(user: User, contacts: Collection[int], *, number: int) -> str:
    """The lines of the person's own contacts in the case list, without the rest of the desk."""
    rows = lines_of(user, contacts)
    return "".join(
        str(Partial(f"#row-{row.number}", fragment(f"{_ROOM}/_row.html", row=row, number=number)))
        for row in rows
    )


def desk_picture(user: User, *, number: int, at: datetime) -> str:
    """The person's own panels: offers, case list, presence. `number` is the case that is open, 0 for none."""
    work = work_of(user)
    presence = _presence.first(user.pk)
    partials = [
        Partial("#offers", fragment(f"{_ROOM}/_offers.html", work=work)),
        Partial("#worklist", fragment(f"{_ROOM}/_work.html", work=work, number=number, presence=presence)),
    ]
    if presence:
        partials.append(Partial("#presence", fragment(f"{_ROOM}/_presence.html", presence=presence)))
    return "".join(map(str, partials))


_presence = Prepared(lambda user: Presence.objects.with_contact().filter(user_id=user))
