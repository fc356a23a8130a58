from dataclasses import dataclass
from datetime import datetime

from assist.writeback.models import CrmWrite
from cases.casefiles.models import Case

State = CrmWrite.State
TONES = {State.WRITTEN: "ok", State.RETRYING: "warn", State.DEAD: "bad", State.SENDING: "acc"}
ICONS = {State.WRITTEN: "circle-check", State.RETRYING: "refresh-cw", State.DEAD: "circle-alert"}
TITLES = {"note": "Note", "fields": "Case fields", "disposition": "Outcome", "task": "Task"}


@dataclass(frozen=True)
class WriteView:
    """One row of the outbox as the case shows it."""

    pk: int
    title: str
    label: str
    tone: str
    icon: str
    detail: str
    next_try_at: datetime | None


@dataclass(frozen=True)
class WritebackPanel:
    """All writes of a case; `is_there` is False while there is none, and the card stays away."""

    case_id: int
    is_there: bool
    label: str
    tone: str
    writes: tuple[WriteView, ...]


def panel_of(case: Case, *, at: datetime | None = None) -> WritebackPanel:
    """What the CRM knows of the case, row by row, in its order."""
    rows = list(CrmWrite.objects.filter(case=case).order_by("position"))
    label, tone = _overall([row.state for row in rows])
    return WritebackPanel(case.pk, bool(rows), label, tone, tuple(_view(row) for row in rows))


def _overall(states: list[str]) -> tuple[str, str]:
    if State.DEAD in states:
        return "Needs a person", "bad"
    if State.RETRYING in states:
        return "Trying again", "warn"
    left = len([state for state in states if state != State.WRITTEN])
    return (f"{left} to write", "acc") if left else ("Written", "ok")


def _view(row: CrmWrite) -> WriteView:
    is_written = row.state == State.WRITTEN
    return WriteView(
        pk=row.pk,
        title=TITLES[row.kind],
        label=row.get_state_display(),
        tone=TONES.get(State(row.state), ""),
        icon=ICONS.get(State(row.state), "clock"),
        detail=f"Reference {row.receipt['reference']}" if is_written and row.receipt else row.last_error,
        next_try_at=row.next_try_at if row.state == State.RETRYING else None,
    )
