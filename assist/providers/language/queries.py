"""What left for a case, and how the language model does: as a panel and two pages show it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Max, Sum

from assist.providers.language.admission import service_of
from assist.providers.language.base import LanguageModel, Limits
from assist.providers.language.models import LanguageCall, LanguageService
from assist.providers.language.registry import connected, limits
from assist.providers.language.rules import Spent, may_pass
from cases.casefiles.models import Case

LISTED = 50
TONES = {"answered": "ok", "running": "acc"}
STATES = {
    "pass": ("Working", "ok"),
    "probe": ("Next call tries it", "warn"),
    "rest": ("Left alone for a while", "bad"),
}


@dataclass(frozen=True)
class LeftPanel:
    """How often words of the case left this desk, where to, and when last."""

    number: int
    times: int = 0
    tokens: int = 0
    hosts: str = ""
    last_at: datetime | None = None


@dataclass(frozen=True)
class CallView:
    """One call as the page shows it; `pieces` is the covered material that left, `said` the answer with placeholders."""

    call: LanguageCall
    tone: str
    instructions: str
    pieces: Sequence[dict[str, str]]
    covered: str


@dataclass(frozen=True)
class Gauge:
    """One budget: what is used of what is allowed, as words and as a share in per cent (None without a limit)."""

    title: str
    used: str
    allowed: str
    share: int | None


@dataclass(frozen=True)
class ModelPage:
    """What an administrator sees of the connected model; `model` is None while there is none."""

    model: LanguageModel | None
    service: LanguageService | None = None
    state: str = ""
    tone: str = ""
    seconds: float = 0
    gauges: Sequence[Gauge] = ()
    by_purpose: Sequence[dict[str, Any]] = ()
    calls: Sequence[LanguageCall] = ()


def panel_of(case: Case, *, at: datetime | None = None) -> LeftPanel:
    """What left for the case so far, in one query."""
    left = LanguageCall.objects.filter(case=case).left().order_by()
    sums = left.values("provider").annotate(
        n=Count("pk"), i=Sum("tokens_in"), o=Sum("tokens_out"), last=Max("left_at")
    )
    rows = list(sums)
    return LeftPanel(
        number=case.number,
        times=sum(row["n"] for row in rows),
        tokens=sum(row["i"] + row["o"] for row in rows),
        hosts=", ".join(sorted(row["provider"] for row in rows)),
        last_at=max((row["last"] for row in rows), default=None),
    )


def calls_of(case: Case) -> list[CallView]:
    """Everything that left for the case, newest first."""
    return [_view(call) for call in LanguageCall.objects.filter(case=case).left()[:LISTED]]


def model_page(at: datetime) -> ModelPage:
    """The connected model: whether it works, what the hour has taken, what it was asked lately."""
    model = connected()
    calls = list(LanguageCall.objects.select_related("case")[:LISTED])
    if model is None:
        return ModelPage(None, calls=calls)
    service = service_of(model)
    state, tone = STATES[may_pass(service.health, at)]
    return ModelPage(
        model, service, state, tone, limits().seconds, _gauges(LanguageCall.objects.spent(at), limits()),
        _by_purpose(at), calls,
    )  # fmt: skip


def _view(call: LanguageCall) -> CallView:
    covered = ", ".join(f"{kind.lower()} {count}" for kind, count in sorted(call.covered.items()))
    return CallView(
        call=call,
        tone=TONES.get(call.state, "warn"),
        instructions=str(call.request.get("system", "")),
        pieces=_pieces(str(call.request.get("user", ""))),
        covered=covered,
    )


def _pieces(user: str) -> list[dict[str, str]]:
    """The material of a request; `from` is a word of the template language, so it is `source` here."""
    pieces = json.loads(user)["material"] if user else []
    return [{"id": piece["id"], "source": piece["from"], "text": piece["text"]} for piece in pieces]


def _gauges(spent: Spent, allowed: Limits) -> list[Gauge]:
    tokens, money = allowed.tokens_an_hour, allowed.cost_an_hour
    return [
        Gauge("Tokens this hour", f"{spent.tokens:,}", f"{tokens:,}" if tokens else "no limit",
              min(round(100 * spent.tokens / tokens), 100) if tokens else None),
        Gauge(f"Cost this hour, {allowed.currency}", f"{spent.cost:.4f}", f"{money:.2f}" if money else "no limit",
              min(round(100 * spent.cost / money), 100) if money else None),
    ]  # fmt: skip


def _by_purpose(at: datetime) -> list[dict[str, Any]]:
    """The last day by purpose and outcome."""
    lately = LanguageCall.objects.filter(at__gt=at - timedelta(days=1)).order_by()
    sums = lately.values("purpose", "state").annotate(
        times=Count("pk"), taken=Sum("tokens_in") + Sum("tokens_out"), money=Sum("cost")
    )
    labels = dict(LanguageCall.State.choices)
    return [{**row, "label": labels[row["state"]]} for row in sums.order_by("purpose", "state")]
