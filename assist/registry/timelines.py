"""A case of this desk in the form that trainers learn from: a running case is read just as the closed ones were."""

from collections.abc import Iterator, Mapping
from typing import Any

from assist.registry.conversations import Conversation, Turn
from cases.casefiles.models import Case
from cases.events.actors import ActorKind

SPEAKERS = {ActorKind.CUSTOMER: "customer", ActorKind.AGENT: "agent", ActorKind.AI_AGENT: "agent"}
SUCCEEDED, FAILED = (
    "tool_call.succeeded",
    "tool_call.failed",
)  # told by the room of the tools, which stands above


def conversation_of_case(case: Case) -> Conversation:
    """The whole case: every contact of it, in order. Its task is the intent, where one is known."""
    tasks = (case.intent,) if case.intent else ()
    return Conversation(str(case.number), str(case.customer_id), tasks, turns_of_case(case))


def turns_of_case(case: Case, *, before_seq: int | None = None) -> tuple[Turn, ...]:
    """What was said and looked up, in order; a tool's call is an agent's turn "query:<tool>" and a tool's turn with its answer.

    `before_seq` leaves out everything from that event on.
    """
    spoken = case.turns.filter(speaker__in=list(SPEAKERS)).values_list("seq", "speaker", "text")
    called = case.events.filter(name__in=[SUCCEEDED, FAILED], redacted_at=None).values_list("seq", "payload")
    if before_seq is not None:
        spoken, called = spoken.filter(seq__lt=before_seq), called.filter(seq__lt=before_seq)
    steps: list[tuple[int, tuple[Turn, ...]]] = [
        (seq, (_said(speaker, text),)) for seq, speaker, text in spoken
    ]
    steps += [(seq, tuple(_called(payload))) for seq, payload in called]
    return tuple(turn for _, turns in sorted(steps, key=lambda step: step[0]) for turn in turns)


def _said(speaker: str, text: str) -> Turn:
    return Turn(_side(speaker), text, typed=speaker == ActorKind.AGENT)


def _side(speaker: str) -> Any:
    return SPEAKERS[ActorKind(speaker)]


def _called(payload: Mapping[str, Any]) -> Iterator[Turn]:
    output = payload.get("output")  # a failed call has none
    yield Turn("agent", "", action=f"query:{payload.get('tool', '')}")
    yield Turn("tool", "", result=output or None, total=1 if output else 0)
