"""What agents did with what was put before them, by kind, intent and source."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Avg, Count, F, Q, TextField, Value
from django.db.models.fields.json import KT
from django.db.models.functions import Coalesce

from assist.suggestions.models import Suggestion

State = Suggestion.State
MOST_ROWS = 40


@dataclass(frozen=True)
class Outcome:
    """One group of suggestions that were shown in the window."""

    name: str
    shown: int
    used: int
    edited: int
    distance: str
    dismissed: int
    reasons: str
    overtaken: int

    @property
    def used_percent(self) -> int:
        return round(100 * (self.used + self.edited) / self.shown) if self.shown else 0


_GROUPS = {
    "kind": F("kind"),
    "intent": F("intent"),
    "source": Coalesce(KT("sources__0__kind"), Value(""), output_field=TextField()),
}


def outcomes_by(group: str, since: datetime) -> list[Outcome]:
    """The groups by `kind`, `intent` or `source`, the most shown first. One query."""
    rows = (
        Suggestion.objects.filter(shown_at__gte=since)
        .exclude(state__in=[State.GENERATING, State.FAILED])
        .annotate(name=_GROUPS[group])
        .values("name")
        .annotate(
            shown=Count("pk"),
            used=Count("pk", filter=Q(state=State.USED)),
            edited=Count("pk", filter=Q(state=State.EDITED)),
            distance=Avg("edit_distance", filter=Q(state__in=[State.USED, State.EDITED])),
            dismissed=Count("pk", filter=Q(state=State.DISMISSED)),
            overtaken=Count("pk", filter=Q(state=State.RETIRED)),
            **{
                f"why_{why.value}": Count("pk", filter=Q(dismissal=why.value)) for why in Suggestion.Dismissal
            },
        )
        .order_by("-shown", "name")[:MOST_ROWS]
    )
    return [_outcome(group, row) for row in rows]


def _outcome(group: str, row: Mapping[str, Any]) -> Outcome:
    distance = "–" if row["distance"] is None else f"{row['distance'] * 100:.0f} %"
    return Outcome(
        _name(group, row["name"]), row["shown"], row["used"], row["edited"], distance, row["dismissed"],
        _reasons(row), row["overtaken"],
    )  # fmt: skip


def _name(group: str, name: str) -> str:
    if group == "kind":
        return str(Suggestion.Kind(name).label) if name in Suggestion.Kind.values else name
    return (name or "Not known").replace("_", " ").capitalize()


def _reasons(row: Mapping[str, Any]) -> str:
    found: Sequence[tuple[str, int]] = [(str(w.label), row[f"why_{w.value}"]) for w in Suggestion.Dismissal]
    return ", ".join(f"{label.lower()} {count}" for label, count in found if count)
