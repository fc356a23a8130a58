"""Conversations as the trainers see them, whether imported, of a public benchmark or from this desk's own timelines."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

Speaker = Literal["customer", "agent", "tool"]


@dataclass(frozen=True)
class Turn:
    """What one side said or did. An agent's turn may name its action; `typed` marks words written freely, not picked.

    A tool's turn has what the call returned in `result`, and in `total` how many records there were; the agent's turn before
    it has in `given` what the tool was called with.
    """

    speaker: Speaker
    text: str
    action: str = ""
    typed: bool = False
    result: Mapping[str, Any] | None = None
    total: int | None = None
    given: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class Conversation:
    """A whole contact. `customer` is the same for every contact of a person, so that held-out people are strangers."""

    id: str
    customer: str
    tasks: tuple[str, ...]
    turns: tuple[Turn, ...]


@dataclass(frozen=True)
class Plan:
    """What a journey says before anybody walked it: its words for each action, and which actions may follow which."""

    task: str
    replies: Mapping[str, str]
    graph: Mapping[str, tuple[str, ...]]


def turn_of(row: Mapping[str, Any]) -> Turn:
    """A turn from its plain form (a JSON object with the names of the fields); unknown names are left out."""
    return Turn(
        speaker=row["speaker"],
        text=row.get("text") or "",
        action=row.get("action") or "",
        typed=bool(row.get("typed")),
        result=row.get("result"),
        total=row.get("total"),
        given=_given(row.get("given") or row.get("constraints")),
    )


def conversation_of(row: Mapping[str, Any]) -> Conversation:
    """A conversation from its plain form; without a customer each conversation is a customer of its own."""
    name = str(row["id"])
    turns = tuple(turn_of(turn) for turn in row["turns"])
    return Conversation(name, str(row.get("customer") or name), tuple(row.get("tasks") or ()), turns)


def plan_of(row: Mapping[str, Any]) -> Plan:
    """A plan from its plain form: `graph` may name one next action or a list of them."""
    graph = {action: _actions(after) for action, after in row.get("graph", {}).items()}
    return Plan(row["task"], dict(row.get("replies", {})), graph)


def _given(fields: Mapping[str, Any] | Iterable[Mapping[str, Any]] | None) -> Mapping[str, Any] | None:
    """The input of a call, also where it comes as a list of fields."""
    if not fields:
        return None
    if isinstance(fields, Mapping):
        return dict(fields)
    return {name: value for field in fields if isinstance(field, Mapping) for name, value in field.items()}


def _actions(after: str | Iterable[str]) -> tuple[str, ...]:
    return (after,) if isinstance(after, str) else tuple(after)
