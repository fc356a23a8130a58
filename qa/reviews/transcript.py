"""The turns of a case, numbered over all its contacts, and the course of the customer's mood beside them."""

from dataclasses import dataclass, field
from datetime import datetime

from cases.casefiles.models import Case
from cases.interactions.models import Turn
from qa.reviews.models import ReviewNote

LONGEST_TRANSCRIPT = 400


@dataclass(frozen=True)
class NumberedTurn:
    """`number` counts over the whole case; `after` is the time since the first turn, as m:ss."""

    number: int
    after: str
    who: str
    side: str
    text: str
    seq: int
    notes: list[ReviewNote] = field(default_factory=list)


def numbered_turns(case: Case, notes: list[ReviewNote] | None = None) -> list[NumberedTurn]:
    turns = list(Turn.objects.filter(case=case).order_by("seq")[:LONGEST_TRANSCRIPT])
    pinned: dict[int, list[ReviewNote]] = {}
    for note in notes or []:
        pinned.setdefault(note.turn_id, []).append(note)
    start = turns[0].at if turns else None
    return [_numbered(n, turn, start, pinned.get(turn.pk, [])) for n, turn in enumerate(turns, start=1)]


def _numbered(number: int, turn: Turn, start: datetime | None, notes: list[ReviewNote]) -> NumberedTurn:
    seconds = int((turn.at - start).total_seconds()) if start else 0
    who = "Customer" if turn.speaker == "customer" else turn.speaker_name
    return NumberedTurn(
        number, f"{seconds // 60}:{seconds % 60:02d}", who, turn.speaker, turn.text, turn.seq, notes
    )


def mood_points(course: list[list[float]], turns: list[NumberedTurn]) -> list[tuple[float, float]]:
    """The course of the customer's mood as points of a 600 × 22 drawing, from the first to the last turn."""
    places = {turn.seq: turn.number for turn in turns}
    known = [(places[int(seq)], mood) for seq, mood in course if int(seq) in places]
    width = max(len(turns) - 1, 1)
    return [(round(600 * (place - 1) / width, 1), round(11 - 9 * mood, 1)) for place, mood in known]
