"""The ranked next steps of a case as its panel shows them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from assist.journeys.models import StepRun
from assist.nextbest.events import NextStepsRanked
from assist.tools.models import Tool, ToolCall
from cases.casefiles.models import Case
from cases.events.models import Event
from cases.events.prepared import Prepared
from cases.events.runs import once_a_run, until


@dataclass(frozen=True)
class NextStepRow:
    """One step, why now, and what one click does: a tool's form, or words for the message box."""

    key: str
    title: str
    reason: str
    tool: str
    tool_title: str
    says: str
    has_card: bool


@dataclass(frozen=True)
class NextStepsPanel:
    """The steps, the best first. `mark` is the ranking's event: what is prepared from it happens once."""

    case_id: int
    mark: int
    version: str
    steps: tuple[NextStepRow, ...]


_steps = Prepared(lambda run: StepRun.objects.filter(run_id=run).select_related("run__journey"))


def panel_of(case: Case, *, at: datetime) -> NextStepsPanel | None:
    """The last ranking of the case without the steps that were settled since; None when nothing is left of it."""
    event = last_ranking(case.pk)
    if event is None or case.is_over:
        return None
    ranked = {step["key"]: step for step in event.payload["steps"]}
    left = {
        step.key: step
        for step in _steps(event.payload["run_id"])
        if step.key in ranked and not step.is_settled and step.run.state == "running"
    }
    known = active_tools()
    tools = {name: known[name] for name in _tools(event) if name in known}
    begun = set(
        ToolCall.objects.filter(case=case, tool__in=tools.values())
        .unfinished()
        .values_list("tool__name", flat=True)
    )
    rows = tuple(
        _row(one, left[key], tools.get(one["tool"]), begun) for key, one in ranked.items() if key in left
    )
    return NextStepsPanel(case.pk, event.seq, event.payload["version"], rows) if rows else None


@until(NextStepsRanked.NAME)
def last_ranking(case_id: int) -> Event | None:
    return _rankings.first(case_id)


_rankings = Prepared(
    lambda case: Event.objects.filter(case_id=case, name=NextStepsRanked.NAME, redacted_at=None).order_by(
        "-seq"
    )[:1]
)


@once_a_run
def active_tools() -> Mapping[str, Tool]:
    """Every tool that may be called, by its name."""
    return {tool.name: tool for tool in _active()}


_active = Prepared(lambda: Tool.objects.filter(is_active=True))


def _tools(event: Event) -> set[str]:
    return {step["tool"] for step in event.payload["steps"] if step["tool"]}


def _row(ranked: Mapping[str, Any], step: StepRun, tool: Tool | None, begun: set[str]) -> NextStepRow:
    planned = next(plan for plan in step.run.journey.steps if plan.key == step.key)
    return NextStepRow(
        key=step.key,
        title=step.title,
        reason=ranked["reason"],
        tool=tool.name if tool else "",
        tool_title=tool.title if tool else "",
        says=planned.says,
        has_card=tool is not None and tool.name in begun,
    )
