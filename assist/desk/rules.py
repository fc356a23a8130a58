"""What the console shows of a timeline. Pure."""

from collections.abc import Mapping

TURNS = ("turn.received", "turn.sent")
NOTES = ("note.added",)
# Events that stand in the conversation as one line, with their icon.
LINES: Mapping[str, str] = {
    "interaction.opened": "message-square",
    "person.asked": "hand",
    "interaction.queued": "clock",
    "interaction.connected": "user-check",
    "interaction.returned_to_ai": "bot",
    "interaction.wrap_up_started": "clipboard-check",
    "interaction.closed": "check",
    "customer.verified": "shield-check",
    "case.resolved": "check-check",
    "case.reopened": "rotate-ccw",
    "case.closed": "archive",
    "help.asked": "hand",
    "tool_call.awaiting_approval": "hourglass",
    "tool_call.approved": "badge-check",
    "tool_call.denied": "ban",
    "tool_call.succeeded": "circle-check",
    "tool_call.failed": "circle-x",
    "tool_call.checking": "hourglass",
    "tool_call.compensated": "undo-2",
}
SHOWN = (*TURNS, *NOTES, *LINES)

CHANNEL_ICONS: Mapping[str, str] = {
    "chat": "message-square",
    "voice": "phone",
    "email": "mail",
    "sms": "message-circle",
    "messaging": "message-circle",
}
_SPEAKERS = {"customer": "cust", "agent": "agent", "ai_agent": "ai"}


def speaker_class(kind: str) -> str:
    return _SPEAKERS.get(kind, "system")
