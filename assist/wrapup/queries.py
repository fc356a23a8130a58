from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import F

from assist.wrapup.models import WrapUp
from cases.casefiles.models import Case

TITLES = {
    "wanted": "Wanted",
    "done": "Done",
    "promised": "Promised",
    "outcome": "Outcome",
    "mood": "Mood",
    "open": "Open",
}
SPARE_ROWS = 1


@dataclass(frozen=True)
class LineView:
    title: str
    text: str
    seqs: tuple[int, ...]


@dataclass(frozen=True)
class FollowUpRow:
    """One row of the form; an empty one at the end takes a follow-up of the agent's own."""

    number: int
    title: str
    due_on: date | None
    kind: str


@dataclass(frozen=True)
class WrapUpPanel:
    """The wrap-up of a case's last contact; `is_there` is False before one was drafted, and the card stays
    away."""

    case_id: int
    is_there: bool
    pk: int = 0
    version: int = 0
    state: str = ""
    text: str = ""
    disposition: str = ""
    disposition_reason: str = ""
    guess_reason: str = ""
    lines: tuple[LineView, ...] = ()
    follow_ups: tuple[FollowUpRow, ...] = ()
    ends_at: datetime | None = None
    seconds: int = 0
    may_extend: bool = False
    saved_at: datetime | None = None
    confirmed_at: datetime | None = None
    confirmed_by: str = ""
    endings: tuple[tuple[str, str], ...] = ()
    drafted_by: str = ""


def panel_of(case: Case, *, at: datetime | None = None) -> WrapUpPanel:
    """The wrap-up that is open, else the last one."""
    found = WrapUp.objects.filter(case=case, drafted_at__isnull=False)
    wrap_up = found.order_by(F("confirmed_at").desc(nulls_first=True), "-pk").first()
    return panel_for(wrap_up) if wrap_up else WrapUpPanel(case.pk, is_there=False)


def panel_for(wrap_up: WrapUp) -> WrapUpPanel:
    clock = wrap_up.clock
    return WrapUpPanel(
        case_id=wrap_up.case_id,
        is_there=True,
        pk=wrap_up.pk,
        version=wrap_up.version,
        state="confirmed" if wrap_up.confirmed_at else "open",
        text=wrap_up.text,
        disposition=wrap_up.disposition,
        disposition_reason=wrap_up.disposition_reason,
        guess_reason=wrap_up.draft_disposition_reason,
        lines=tuple(
            LineView(TITLES[line["slot"]], line["text"], tuple(line["seqs"])) for line in wrap_up.draft_lines
        ),
        follow_ups=_rows(wrap_up),
        ends_at=clock.ends_at,
        seconds=clock.seconds,
        may_extend=clock.may_extend and not wrap_up.confirmed_at,
        saved_at=wrap_up.saved_at,
        confirmed_at=wrap_up.confirmed_at,
        confirmed_by=wrap_up.confirmed_by_name,
        endings=tuple(Case.Disposition.choices),
        drafted_by=", ".join(filter(None, wrap_up.draft_versions.values())),
    )


def _rows(wrap_up: WrapUp) -> tuple[FollowUpRow, ...]:
    planned: list[dict[str, Any]] = wrap_up.follow_ups
    rows = [
        FollowUpRow(number, row["title"], date.fromisoformat(row["due_on"]), row.get("kind", "follow_up"))
        for number, row in enumerate(planned)
    ]
    spare = 0 if wrap_up.confirmed_at else SPARE_ROWS
    return (*rows, *(FollowUpRow(len(rows) + n, "", None, "follow_up") for n in range(spare)))
