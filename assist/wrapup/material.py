"""Gathers what a draft is made of: turns, tool calls and the course of the case."""

from typing import Any

from django.utils import timezone

from assist.tools.events import ToolCallCompensated, ToolCallFailed, ToolCallSucceeded
from assist.wrapup.drafts import Done, Material, Said
from cases.casefiles.events import CaseReopened, CaseResolved, IntentChanged
from cases.casefiles.models import Case
from cases.events.actors import ActorKind
from cases.events.models import Event
from cases.interactions.models import Interaction, Turn
from cases.interactions.queries import turns_of


def material_of(interaction: Interaction) -> Material:
    """The case's material up to now; the draft of a contact covers what earlier contacts of the case left
    behind."""
    case = interaction.case
    facts = Event.objects.filter(case=case).named(
        IntentChanged, CaseResolved, CaseReopened, ToolCallSucceeded, ToolCallCompensated, ToolCallFailed
    )
    events = list(facts.order_by("seq"))
    intent, ending = _last(events, "case.intent_changed"), _last(events, "case.resolved", "case.reopened")
    resolved = ending if ending and ending.name == CaseResolved.NAME else None
    return Material(
        turns=[_said(turn) for turn in turns_of(case)],
        calls=_calls(events),
        intent_title=case.intent_title,
        intent_seq=intent.seq if intent else 1,
        is_resolved=resolved is not None,
        resolved_seq=resolved.seq if resolved else 0,
        outcome=resolved.payload["outcome"] if resolved else "",
        closed_as=(case.disposition, case.disposition_reason[:200]),
        is_abandoned=interaction.state == Interaction.State.ABANDONED,
        moods=_moods(case),
    )


def _said(turn: Turn) -> Said:
    is_persons = turn.speaker == ActorKind.AGENT
    return Said(turn.seq, turn.is_customers, is_persons, turn.text, timezone.localdate(turn.at))


def _calls(events: list[Event]) -> list[Done]:
    """What was done, the AI agent's own look-ups aside, which have no reference.

    A failure counts only while no later call of the tool went through.
    """
    calls: dict[Any, Done] = {}
    for event in events:
        payload = event.payload
        if event.name == ToolCallSucceeded.NAME and (not payload.get("silent") or payload.get("reference")):
            calls.pop((payload["tool"], "failed"), None)
            calls[payload["call_id"]] = Done(event.seq, payload["headline"], payload["receipt"])
        elif event.name == ToolCallCompensated.NAME:
            calls.pop(payload["call_id"], None)
            words = f"reversed, {payload['reason']}"
            calls[payload["tool"], "failed"] = Done(event.seq, payload["headline"], "", words)
        elif event.name == ToolCallFailed.NAME:
            calls[payload["tool"], "failed"] = Done(event.seq, payload["headline"], "", payload["error"])
    return sorted(calls.values(), key=lambda call: call.seq)


def _moods(case: Case) -> list[tuple[int, float]]:
    return [(int(seq), float(mood)) for seq, mood in case.mood_course]


def _last(events: list[Event], *names: str) -> Event | None:
    return next((event for event in reversed(events) if event.name in names), None)
