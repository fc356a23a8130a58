"""Preparing the next action of a case."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from assist.journeys.actions import running_of
from assist.journeys.models import JourneyRun
from assist.nextbest import rules, weighing
from assist.nextbest.events import NextStepsRanked
from assist.nextbest.findings import known_of
from assist.nextbest.queries import active_tools, last_ranking
from assist.nextbest.reasons import Said
from assist.nextbest.trainer import KIND
from assist.registry.actions import log_shadow, note_outcome
from assist.tools.actions import call_tool, propose_call, put_aside
from assist.tools.checks import CaseFacts, Known
from assist.tools.facts import facts_of
from assist.tools.models import Tool, ToolCall
from assist.tools.rules import prefill, validate_input
from cases.casefiles.actions import lock_case
from cases.casefiles.models import Case
from cases.events.actions import record
from cases.events.actors import AI_AGENT, SYSTEM, ActorKind
from cases.events.prepared import Prepared
from cases.events.runs import until
from cases.interactions.models import Interaction
from cases.interactions.queries import last_turns, latest_interaction


def propose_next(*, case: Case, at: datetime) -> ToolCall | None:
    """The card for the next action, filled from what the case knows; None when there is nothing to suggest.

    A card of ours that no longer fits is put aside. What a person declined or put aside is not suggested
    again. A case without a plan, on which nothing of ours stands, is not locked.
    """
    if running_of(case) is None and not _ranked_before(case) and not _our_cards(case.pk):
        return None
    return _propose(case, at)


@transaction.atomic
def _propose(case: Case, at: datetime) -> ToolCall | None:
    locked = lock_case(case.pk)
    interaction = latest_interaction(locked)
    action = _rank(locked, at=at)
    tool = active_tools().get(action.tool) if action else None
    values = _values(tool, facts_of(case, at=at), action.step.fill) if action and tool else {}
    kept = _clear(case, tool.name if tool else "", values, at=at)
    if action is None or tool is None or kept or _is_under_way(case, tool):
        return kept
    return propose_call(
        case=case, interaction=interaction, tool=tool.name, fill=action.step.fill,
        reason=action.reason, by=SYSTEM, at=at, key=f"next-{action.step.key}-{tool.name}-{_digest(values)}",
    )  # fmt: skip


def look_up(*, case: Case, at: datetime) -> list[ToolCall]:
    """Runs the look-ups that the plan names and whose fields are known, each once per input. Not in a
    transaction.
    """
    interaction, run = latest_interaction(case), running_of(case)
    if run is None or _is_with_ai(interaction):
        return []
    facts, wanted = facts_of(case, at=at), _wanted(run)
    calls = []
    for tool in (tool for name, tool in active_tools().items() if name in wanted):
        values, _ = prefill(tool.input_schema, facts)
        if not validate_input(tool.input_schema, values):
            key = f"look-{tool.name}-{_digest(values)}"
            calls.append(
                call_tool(
                    case=case,
                    interaction=interaction,
                    tool=tool.name,
                    input=values,
                    by=AI_AGENT,
                    at=at,
                    key=key,
                )
            )
    return calls


@transaction.atomic
def rank_next(*, case: Case, at: datetime) -> rules.NextAction | None:
    """Ranks the steps that could be done now, and records them when they changed. Returns the one for which a card is made."""
    return _rank(lock_case(case.pk), at=at)


def _rank(case: Case, *, at: datetime) -> rules.NextAction | None:
    """The same on a case that the caller has locked."""
    run = running_of(case)
    if run is None or case.is_over or _is_with_ai(latest_interaction(case)):
        _record(case, None, [], weighing.PLAN_ALONE, at=at)
        return None
    steps, states, said = run.journey.steps, run.states(), _said(case)
    weighed = weighing.weigh_steps(case, run)
    known = known_of(case, run, at=at)
    found = rules.next_steps(steps, states, said, weighed.weights, weighed.threshold, known)
    _record(case, run, [_told(action, weighed) for action in found], weighed.version, at=at)
    _ask_shadow(case, run, said, found, weighed, at=at)
    return rules.next_action(steps, states, said, weighed.weights, weighed.threshold, known)


def _told(action: rules.NextAction, weighed: weighing.Weighed) -> dict[str, Any]:
    weight = weighed.weights.get(action.step.key)
    chance = round(weight.chance, 4) if weight else None
    return {"key": action.step.key, "tool": action.tool, "reason": action.reason, "chance": chance}


def _record(
    case: Case, run: JourneyRun | None, steps: list[dict[str, Any]], version: str, *, at: datetime
) -> None:
    """On the timeline only what is new: other steps, other reasons, or another version."""
    last = last_ranking(case.pk)
    before = (last.payload["steps"], last.payload["version"]) if last else ([], version)
    is_new = before != (steps, version) if steps else bool(before[0])
    if is_new:
        record(case, NextStepsRanked(run.pk if run else 0, steps, version), by=SYSTEM, at=at)


def _ranked_before(case: Case) -> bool:
    last = last_ranking(case.pk)
    return bool(last and last.payload["steps"])


def _ask_shadow(
    case: Case, run: JourneyRun, said: list[Said], found: list[rules.NextAction],
    weighed: weighing.Weighed, *, at: datetime,
) -> None:  # fmt: skip
    """What the version in the shadow would have put first; it is logged and not shown."""
    shadow = weighing.weigh_in_shadow(case, run) if found else None
    if shadow is None:
        return
    ranking = last_ranking(case.pk)
    theirs = rules.next_steps(run.journey.steps, run.states(), said, shadow.weights, shadow.threshold)
    log_shadow(
        shadow=shadow.number, kind=KIND, live_number=weighed.number, subject=_subject(case, ranking.seq if ranking else 0),
        live=found[0].step.key, said=theirs[0].step.key if theirs else "", at=at,
    )  # fmt: skip


def note_followed(*, case: Case, step: str) -> None:
    """What was done after the last ranking, so that a version in the shadow can be judged by it."""
    if ranking := last_ranking(case.pk):
        note_outcome(kind=KIND, subject=_subject(case, ranking.seq), happened=step)


def _subject(case: Case, ranking_seq: int) -> str:
    return f"case:{case.pk}:{ranking_seq}"


def _said(case: Case) -> list[Said]:
    return [Said(turn.speaker, turn.text, turn.position) for turn in last_turns(case.pk)]


def _values(tool: Tool, facts: CaseFacts, fill: Mapping[str, Any]) -> dict[str, Any]:
    plan = {f"plan.{name}": Known(value, "") for name, value in fill.items()}
    return prefill(
        tool.input_schema,
        CaseFacts(facts.is_verified, facts.has_evidence, facts.today, {**facts.known, **plan}),
    )[0]


def _clear(case: Case, tool: str, values: Mapping[str, Any], *, at: datetime) -> ToolCall | None:
    """Puts our open cards aside that do not fit any more; gives the one that stays."""
    kept = None
    for call in _our_cards(case.pk):
        is_better = call.state != ToolCall.State.AWAITING_CONFIRMATION and dict(values) != call.input
        if call.tool.name == tool and not is_better:
            kept = call
        else:
            put_aside(call, reason="the plan moved on", by=SYSTEM, at=at)
    return kept


@until("tool_call.")
def _our_cards(case_id: int) -> Sequence[ToolCall]:
    return tuple(_cards(case_id))


_cards = Prepared(
    lambda case: ToolCall.objects.filter(
        case_id=case, proposed_kind=ActorKind.SYSTEM, state__in=ToolCall.DRAFTS
    ).select_related("tool", "case")
)


def _is_under_way(case: Case, tool: Tool) -> bool:
    """A person has a card for the same tool, or it runs: no second one beside it."""
    return ToolCall.objects.filter(case=case, tool=tool).unfinished().exists()


def _wanted(run: JourneyRun) -> set[str]:
    tools = active_tools().items()
    harmless = frozenset(name for name, tool in tools if tool.risk == Tool.Risk.LOW and tool.outcome == {})
    named = {name for name in run.journey.gather if name in harmless}
    return named | set(rules.look_ups(run.journey.steps, run.states(), harmless))


def _is_with_ai(interaction: Interaction | None) -> bool:
    return (
        interaction is not None
        and not interaction.is_over
        and interaction.owner == Interaction.Owner.AI_AGENT
    )


def _digest(values: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(dict(values), sort_keys=True).encode()).hexdigest()[:12]
