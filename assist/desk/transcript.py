"""The conversation as one list: turns, notes and lines, merged by the numbers of their events."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from assist.desk.rules import LINES, NOTES, SHOWN, TURNS, speaker_class
from cases.casefiles.models import Case, Note
from cases.events.models import Event
from cases.interactions.models import Turn
from cases.interactions.queries import turn_of

KEPT = 400
# Only a customer who did not say their name has none.
UNNAMED = "Customer"


@dataclass(frozen=True)
class Item:
    """One entry; `kind` is turn, note or line."""

    seq: int
    kind: str
    at: datetime
    text: str
    name: str = ""
    look: str = ""
    icon: str = ""
    sources: Sequence[dict[str, Any]] = ()
    position: int = 0


def items_of(case: Case) -> list[Item]:
    """The last entries of the case, oldest first. Three queries, whatever the length."""
    events = list(Event.objects.filter(case=case, name__in=SHOWN).order_by("-seq")[:KEPT])[::-1]
    return list(_merge(events, case))


def item_of(event: Event) -> Item | None:
    """The entry of one event; None when it does not show in the conversation."""
    if event.name not in SHOWN:
        return None
    if event.name in TURNS:
        return _turn(turn_of(event))
    return next(_merge([event], event.case), None)


def _merge(events: Sequence[Event], case: Case) -> Iterator[Item]:
    turns = _by_seq(Turn, case, [e.seq for e in events if e.name in TURNS])
    notes = _by_seq(Note, case, [e.seq for e in events if e.name in NOTES])
    for event in events:
        if turn := turns.get(event.seq):
            yield _turn(turn)
        elif note := notes.get(event.seq):
            yield Item(event.seq, "note", note.at, note.text, note.author_name)
        elif event.name in LINES:
            yield Item(event.seq, "line", event.at, event.sentence, icon=LINES[event.name])


def _turn(turn: Turn) -> Item:
    look = speaker_class(turn.speaker)
    return Item(
        turn.seq,
        "turn",
        turn.at,
        turn.text,
        turn.speaker_name or UNNAMED,
        look,
        sources=turn.sources,
        position=turn.position,
    )


def _by_seq(model: Any, case: Case, seqs: list[int]) -> dict[int, Any]:
    return {row.seq: row for row in model.objects.filter(case=case, seq__in=seqs)} if seqs else {}
