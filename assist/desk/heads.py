"""The head of a case: who, where, who leads, the timers and the mood. The same for every viewer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from assist.desk.rules import CHANNEL_ICONS
from cases.casefiles.models import Case
from cases.interactions.models import Interaction
from cases.interactions.queries import last_turns, latest_interaction

State = Interaction.State


@dataclass(frozen=True)
class Head:
    """What the two rows above the conversation show."""

    number: int
    name: str
    channel: str
    icon: str
    is_verified: bool
    intent: str
    layer: int
    case_state: str
    is_over: bool
    state: str
    leads: str
    agent_id: int
    interaction_id: int
    is_contact_over: bool
    first_reply_seconds: int | None
    waiting_since: datetime | None
    connected_at: datetime | None
    mood_course: Sequence[Sequence[float]]


def head_of(case: Case) -> Head:
    interaction = latest_interaction(case)
    state = interaction.state if interaction else ""
    return Head(
        number=case.number,
        name=case.customer.display_name,
        channel=interaction.get_channel_display() if interaction else "",
        icon=CHANNEL_ICONS[interaction.channel] if interaction else "inbox",
        is_verified=case.is_verified,
        intent=case.intent_title,
        layer=case.layer,
        case_state=case.get_state_display(),
        is_over=case.is_over,
        state=state,
        leads=_leads(interaction),
        agent_id=(interaction.agent_id or 0) if interaction and interaction.owner == "agent" else 0,
        interaction_id=interaction.pk if interaction else 0,
        is_contact_over=interaction.is_over if interaction else True,
        first_reply_seconds=_first_reply(interaction),
        waiting_since=_waiting_since(interaction),
        connected_at=interaction.connected_at if interaction and state == State.CONNECTED else None,
        mood_course=case.mood_course,
    )


def _leads(interaction: Interaction | None) -> str:
    if interaction is None or interaction.is_over:
        return "This contact has ended"
    if interaction.owner == Interaction.Owner.AGENT and interaction.agent:
        does = "wraps up" if interaction.state == State.WRAP_UP else "leads"
        return f"{interaction.agent.name} {does} this contact"
    if interaction.owner == Interaction.Owner.QUEUE and interaction.queue:
        return f"Waiting in {interaction.queue.name}"
    return "The AI agent leads this contact"


def _first_reply(interaction: Interaction | None) -> int | None:
    if interaction is None or not interaction.first_reply_at:
        return None
    began = interaction.queued_at or interaction.opened_at
    return int((interaction.first_reply_at - began).total_seconds())


def _waiting_since(interaction: Interaction | None) -> datetime | None:
    if interaction is None or interaction.is_over or interaction.state == State.WRAP_UP:
        return None
    if interaction.queued_at and not interaction.first_reply_at:
        return interaction.queued_at  # promised a person: the AI agent's last words answer nothing
    said = [turn for turn in last_turns(interaction.case_id) if turn.interaction_id == interaction.pk]
    return said[-1].at if said and said[-1].is_customers else None
