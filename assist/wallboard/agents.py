"""Agents by what they do now, the longest in their state first."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from assist.wallboard.rules import AgentNow, clock, why_listed
from cases.interactions.models import Interaction
from cases.routing.models import Membership, Presence, Queue

_STATES = Presence.State
AWAY = frozenset(
    {_STATES.BREAK, _STATES.MEAL, _STATES.MEETING, _STATES.TRAINING, _STATES.COACHING, _STATES.AWAY}
)
MOST = 200


@dataclass(frozen=True)
class AgentRow:
    """`case_number` is the case to look into, of the contact that lasts longest."""

    id: int
    name: str
    state: str
    since: str
    seconds: int
    why: str
    case_number: int | None
    queue_ids: tuple[int, ...]
    is_on_queue: bool
    is_busy: bool
    is_wrapping_up: bool
    is_away: bool


def agents_on(queues: Sequence[Queue], at: datetime, usual: Mapping[int, int]) -> list[AgentRow]:
    """Everybody signed in who belongs to one of the queues."""
    by_user = _queues_by_user(queues)
    signed_in = (
        Presence.objects.exclude(state=_STATES.OFFLINE).filter(user_id__in=by_user).select_related("user")
    )
    presences = list(signed_in.order_by("since")[:MOST])
    contacts = _contacts_by_user([presence.user_id for presence in presences])
    limits = {queue.pk: queue.wrap_up_seconds for queue in queues}
    rows = [
        _row(presence, contacts[presence.user_id], by_user[presence.user_id], usual, limits, at)
        for presence in presences
    ]
    return sorted(rows, key=lambda row: (not row.why, -row.seconds, row.name))


def _queues_by_user(queues: Sequence[Queue]) -> dict[int, tuple[int, ...]]:
    found: dict[int, tuple[int, ...]] = defaultdict(tuple)
    places = Membership.objects.filter(queue__in=queues, user__is_active=True)
    for user_id, queue_id in places.values_list("user_id", "queue_id"):
        found[user_id] += (queue_id,)
    return found


def _contacts_by_user(user_ids: Iterable[int]) -> dict[int, list[Interaction]]:
    contacts: dict[int, list[Interaction]] = defaultdict(list)
    theirs = Interaction.objects.live().filter(agent_id__in=list(user_ids), owner=Interaction.Owner.AGENT)
    for interaction in theirs.select_related("case").order_by("connected_at"):
        contacts[interaction.agent_id or 0].append(interaction)
    return contacts


def _row(
    presence: Presence,
    contacts: list[Interaction],
    queue_ids: tuple[int, ...],
    usual: Mapping[int, int],
    limits: Mapping[int, int],
    at: datetime,
) -> AgentRow:
    talking = [c for c in contacts if c.state != Interaction.State.WRAP_UP]
    wrapping = [c for c in contacts if c.state == Interaction.State.WRAP_UP]
    first = next(iter(talking or wrapping), None)
    began = (first.connected_at if talking else first.wrap_up_at) if first else presence.since
    seconds = int((at - (began or presence.since)).total_seconds())
    now = AgentNow(
        presence=presence.state,
        contacts=len(talking),
        wrap_ups=len(wrapping),
        seconds=seconds,
        usual=usual.get(first.queue_id or 0, 0) if first else 0,
        wrap_up_limit=limits.get(first.queue_id or 0, 0) if first else 0,
    )
    return AgentRow(
        id=presence.user_id,
        name=presence.user.name,
        state=_state(presence, talking, wrapping),
        since=clock(seconds),
        seconds=seconds,
        why=why_listed(now),
        case_number=first.case.number if first else None,
        queue_ids=queue_ids,
        is_on_queue=presence.state == _STATES.AVAILABLE or bool(talking),
        is_busy=bool(contacts),
        is_wrapping_up=bool(wrapping) and not talking,
        is_away=presence.state in AWAY and not contacts,
    )


def _state(presence: Presence, talking: list[Interaction], wrapping: list[Interaction]) -> str:
    if talking:
        kind = talking[0].get_channel_display()
        return kind if len(talking) == 1 else f"{len(talking)} contacts, {kind.lower()} first"
    return "Wrap-up" if wrapping else presence.get_state_display()
