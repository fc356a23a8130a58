"""Where a conversation stands: who spoke last, what was done and told, as one frozen value."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from assist.registry.conversations import Turn

QUERY, TYPED, START = "query", "typed", "start"
COMMON = frozenset(
    {TYPED, "hello", "goodbye", "anything", "out", "custom", "ask"}
)  # words that begin actions of any task
PARTS = re.compile(r"\d+|[a-z]+")
CALL = re.compile(r"^\w+(\.\w+)+\(")


@dataclass(frozen=True)
class Said:
    """Words of the customer, and how many things the agent had done before them."""

    after: int
    text: str


@dataclass(frozen=True)
class Query:
    """A call of a tool: its name, what it was given, and how many things the agent had done with it."""

    tool: str
    given: Mapping[str, str]
    at: int

    @property
    def wants(self) -> str:
        """Whether it asks or books, where the tool can do both."""
        return self.given.get("RequestType", "").lower()


@dataclass(frozen=True)
class Told:
    """What a tool answered, and how many records it had."""

    values: Mapping[str, Any]
    total: int | None
    at: int


@dataclass(frozen=True)
class State:
    """A conversation before its next action. `actions` are all that the agent did, `events` that with the others' turns."""

    tasks: tuple[str, ...]
    actions: tuple[str, ...]
    replies: tuple[str, ...]
    said: tuple[Said, ...]
    queries: tuple[Query, ...]
    told: tuple[Told, ...]
    events: tuple[str, ...]

    @property
    def is_after_tool(self) -> bool:
        return bool(self.events) and self.events[-1] == "tool"

    @property
    def words(self) -> str:
        return self.said[-1].text if self.said else ""

    @property
    def last(self) -> str:
        return self.actions[-1] if self.actions else START

    @property
    def begun_at(self) -> int:
        """Where the present stretch began: after the last call that was followed by words."""
        if not self.is_after_tool:
            return self.queries[-1].at if self.queries else 0
        return self.queries[-2].at if len(self.queries) > 1 else 0

    @cached_property
    def area(self) -> str:
        """The part of the business that was dealt with last, by the first word of its actions."""
        return next((found for action in reversed(self.actions) if (found := area_of(action))), "")

    @cached_property
    def queries_in_a_row(self) -> int:
        count = 0
        for event in reversed(self.events):
            if event == "customer":
                break
            count += is_query(event)
        return count

    @cached_property
    def since_query(self) -> tuple[str, ...]:
        """What the agent did since the last call, the latest first."""
        found: list[str] = []
        for action in reversed(self.actions):
            if is_query(action):
                break
            found.append(action)
        return tuple(found)

    def recent(self, back: int) -> str:
        """The action so many places before the end; 1 is the last one."""
        return self.actions[-back] if len(self.actions) >= back else ""


def state_of(turns: Sequence[Turn], tasks: Iterable[str]) -> State:
    """The state after these turns."""
    actions: list[str] = []
    replies: list[str] = []
    events: list[str] = []
    said, queries, told = [], [], []
    for turn in turns:
        if turn.speaker == "customer":
            said.append(Said(len(actions), turn.text))
            events.append("customer")
        elif turn.speaker == "tool":
            values = turn.result if isinstance(turn.result, Mapping) else {}
            told.append(Told(values, turn.total, len(actions)))
            events.append("tool")
        else:
            action = turn.action or TYPED
            actions.append(action)
            replies.append(turn.text)
            events.append(action)
            if is_query(action):
                queries.append(Query(action.partition(":")[2], _plain(turn.given), len(actions)))
    return State(
        tuple(tasks), tuple(actions), tuple(replies), tuple(said), tuple(queries), tuple(told), tuple(events)
    )


def is_query(action: str) -> bool:
    return action.startswith(QUERY)


def plain(action: str) -> str:
    """The action as it is ranked: all calls of tools are the one action "query"."""
    return QUERY if is_query(action) else action


def area_of(action: str) -> str:
    name = action.partition(":")[2] if ":" in action else action
    first = name.partition("_")[0]
    return "" if first in COMMON else first


def parts(text: str) -> list[str]:
    """Lower-case words and numbers; "5pm" gives two."""
    return PARTS.findall(text.lower())


def _plain(given: Mapping[str, Any] | None) -> dict[str, str]:
    return {name: CALL.sub("", str(value)).strip("\"'() ") for name, value in (given or {}).items()}
