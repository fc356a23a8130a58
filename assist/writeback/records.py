"""What the CRM is told: from our rows to the payloads of the outbox."""

from typing import Any

from assist.wrapup.models import WrapUp
from cases.followups.models import FollowUp


def of_wrap_up(wrap_up: WrapUp) -> list[dict[str, Any]]:
    """Note, fields and disposition of a confirmed wrap-up, each with its key for ever."""
    key = f"wrap-up-{wrap_up.interaction_id}"
    author = wrap_up.confirmed_by_name or "AgentDesk"
    body = wrap_up.text.strip() or "No summary was written."
    ending = {"disposition": wrap_up.disposition, "reason": wrap_up.disposition_reason}
    return [
        {"kind": "note", "key": f"{key}-note", "payload": {"body": body, "author": author}},
        {"kind": "fields", "key": f"{key}-fields", "payload": _fields(wrap_up)},
        {"kind": "disposition", "key": f"{key}-disposition", "payload": ending},
    ]


def _fields(wrap_up: WrapUp) -> dict[str, Any]:
    case = wrap_up.case
    return {
        "intent": case.intent or "unknown",
        "layer": case.layer,
        "channel": wrap_up.interaction.channel,
        "handled_by": "person" if wrap_up.interaction.had_person else "ai_agent",
        "mood_at_end": round(case.mood, 2),
        "agentdesk_case": case.number,
    }


def of_follow_up(follow_up: FollowUp) -> dict[str, Any]:
    """The task of a follow-up."""
    return {"kind": "task", "key": _task_key(follow_up), "payload": _task(follow_up)}


def of_ended_follow_up(follow_up: FollowUp) -> dict[str, Any]:
    """The same task, done or cancelled; `task` is the key of the write that made it."""
    key = _task_key(follow_up)
    payload = {**_task(follow_up), "state": follow_up.state, "task": key}
    return {"kind": "task", "key": f"{key}-{follow_up.state}", "payload": payload}


def _task_key(follow_up: FollowUp) -> str:
    return f"follow-up-{follow_up.pk}-task"


def _task(follow_up: FollowUp) -> dict[str, Any]:
    return {
        "title": follow_up.title,
        "due_on": follow_up.due_on.isoformat(),
        "owner": follow_up.owner_name,
        "kind": follow_up.kind,
    }
