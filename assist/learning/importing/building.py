"""Conversations out of rows, and what is wrong with each row that makes none."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, cast

from assist.learning.importing.cells import (
    NO_TIME,
    BadRow,
    flag_of,
    given_of,
    number_of,
    result_of,
    text_of,
    time_of,
    words_of,
)
from assist.learning.importing.cleaning import LETTERS
from assist.learning.importing.mapping import ColumnMap
from assist.learning.importing.reading import Fault, Row
from assist.learning.progress import Progress, counted, untold
from assist.registry.conversations import Conversation, Speaker, Turn

MOST_FAULTS = 1000


@dataclass
class _Gathered:
    """The rows of one conversation while they are read."""

    line: int
    customers: set[str] = field(default_factory=set)
    tasks: dict[str, None] = field(default_factory=dict)
    turns: list[tuple[datetime, Turn]] = field(default_factory=list)
    is_bad: bool = False


@dataclass(frozen=True)
class Built:
    """What the rows give. `spoilt` is how many conversations have a bad row."""

    conversations: tuple[Conversation, ...]
    faults: tuple[Fault, ...]
    spoilt: int


def build(rows: Sequence[Row], chosen: ColumnMap, progress: Progress = untold) -> Built:
    """The conversations without a bad row, in the order of the file, and every fault with its line."""
    gathered: dict[str, _Gathered] = {}
    faults: list[Fault] = []
    for row in counted(rows, len(rows), progress, "Checking turn"):
        try:
            _add(gathered, row, chosen)
        except BadRow as bad:
            faults.append(Fault(row.line, f"turn {row.turn} {bad}" if row.turn else str(bad)))
    faults += _whole_faults(gathered)
    good = [_conversation(name, one) for name, one in gathered.items() if not one.is_bad]
    told = sorted(dict.fromkeys(faults), key=lambda fault: fault.line)
    return Built(tuple(good), tuple(told[:MOST_FAULTS]), len(gathered) - len(good))


def _add(gathered: dict[str, _Gathered], row: Row, chosen: ColumnMap) -> None:
    name = chosen.value(row.cells, "conversation")
    if name is None:
        raise BadRow("names no conversation")
    one = gathered.setdefault(str(name), _Gathered(row.line))
    if row.turn and row.line != one.line:
        one.is_bad = True
        raise BadRow(f"is of conversation “{str(name)[:40]}”, which stands in line {one.line} already")
    try:
        turn = _turn(row.cells, chosen)
        at = time_of(chosen.value(row.cells, "time"))
    except BadRow:
        one.is_bad = True
        raise
    customer = chosen.value(row.cells, "customer")
    one.customers |= {str(customer)} if customer is not None else set()
    one.tasks |= dict.fromkeys(words_of(chosen.value(row.cells, "tasks")))
    if turn:
        one.turns.append((at, turn))


def _turn(cells: Mapping[str, Any], chosen: ColumnMap) -> Turn | None:
    """The turn; None when its speaker is left out."""
    word = chosen.value(cells, "speaker")
    if word is None:
        raise BadRow("does not say who spoke")
    if str(word) not in chosen.speakers:
        raise BadRow(f"is said by “{str(word)[:40]}”, which is not mapped")
    speaker = chosen.speakers[str(word)]
    if not speaker:
        return None
    text, action = (
        text_of(chosen.value(cells, "text"), "text"),
        text_of(chosen.value(cells, "action"), "action"),
    )
    result = result_of(chosen.value(cells, "result"))
    if not (text or action or speaker == "tool"):
        raise BadRow("says nothing: no text and no action")
    typed, total = flag_of(chosen.value(cells, "typed")), number_of(chosen.value(cells, "total"))
    given = given_of(chosen.value(cells, "given"))
    return Turn(cast("Speaker", speaker), text, action, typed, result, total, given)


def _whole_faults(gathered: Mapping[str, _Gathered]) -> list[Fault]:
    """What is wrong with a conversation as a whole, at its first line."""
    faults = []
    for name, one in gathered.items():
        if len(one.customers) > 1:
            faults.append(
                Fault(one.line, f"conversation “{name[:40]}” belongs to {len(one.customers)} customers")
            )
        elif not one.is_bad and not any(turn.speaker == "customer" for _, turn in one.turns):
            faults.append(Fault(one.line, f"conversation “{name[:40]}” has no turn of its customer"))
        else:
            continue
        one.is_bad = True
    return faults


def _conversation(name: str, one: _Gathered) -> Conversation:
    has_times = all(at != NO_TIME for at, _ in one.turns)
    ordered = sorted(one.turns, key=lambda timed: timed[0]) if has_times else one.turns
    turns = tuple(turn for _, turn in ordered)
    return Conversation(name, person(next(iter(one.customers), name)), tuple(one.tasks), turns)


def person(customer: str) -> str:
    """A customer in a data set: told apart from others, and not named. Letters only: it must never look like a number."""
    return hashlib.sha256(customer.encode()).hexdigest()[:16].translate(LETTERS)
