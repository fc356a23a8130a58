"""Looks at what happened on a case and proves the steps that it proves. Each function may see the same thing
twice.
"""

from collections.abc import Callable, Iterable
from datetime import datetime

from django.db import transaction

from assist.journeys import rules
from assist.journeys.actions import fail_step, prove_step, running_of, start_journey
from assist.journeys.models import Journey, JourneyRun
from assist.journeys.rules import Step
from assist.tools.models import ToolCall
from cases.casefiles.actions import lock_case
from cases.casefiles.models import Case
from cases.events.actors import Actor, ActorKind
from cases.events.models import Event
from cases.interactions.models import Turn

UNDERSTOOD = "turn.understood"


@transaction.atomic
def begin_for_intent(*, case: Case, intent: str, by: Actor, at: datetime) -> JourneyRun | None:
    """Starts the plan of the intent and looks at all that has happened before, so that nothing is asked
    twice.
    """
    journey = Journey.objects.filter(is_current=True, intents__contains=[intent]).order_by("key").first()
    run = start_journey(case=case, journey=journey, by=by, at=at) if journey else None
    if run is not None and run.state == JourneyRun.State.RUNNING:
        catch_up(case=case, at=at)
    return run


@transaction.atomic
def catch_up(*, case: Case, at: datetime) -> None:
    """Proves what the record of the case proves already, in the order in which it happened."""
    happened: list[tuple[int, Turn | ToolCall | Event]] = [
        (turn.seq, turn) for turn in Turn.objects.filter(case=case)
    ]
    calls = ToolCall.objects.filter(case=case).succeeded().select_related("tool")
    happened += [(call.ended_seq, call) for call in calls]
    happened += [
        (event.seq, event) for event in Event.objects.filter(case=case, name=UNDERSTOOD, redacted_at=None)
    ]
    for _, thing in sorted(happened, key=lambda pair: pair[0]):
        if isinstance(thing, Turn):
            see_turn(turn=thing, at=at)
        elif isinstance(thing, ToolCall):
            see_receipt(call=thing, at=at)
        else:
            see_entities(case=case, kinds=kinds_of(thing), seq=thing.seq, by=thing.actor, at=at)


@transaction.atomic
def see_turn(*, turn: Turn, at: datetime) -> int:
    """Proves the open steps for which this utterance is the proof; a step that opens by it may be proven by
    it too.
    """
    by = Actor(ActorKind(turn.speaker), turn.speaker_id, turn.speaker_name)
    words = turn.text if turn.is_customers else ""
    count = 0
    while (
        found := _first(turn.case, lambda step: rules.is_proven_by_turn(step, turn.speaker, turn.text))
    ) is not None:
        run, step = found
        prove_step(run=run, key=step.key, how="turn", by=by, at=turn.at, words=words, evidence_seq=turn.seq)
        count += 1
    return count


@transaction.atomic
def see_receipt(*, call: ToolCall, at: datetime) -> int:
    """Proves the open steps for which this receipt is the proof."""
    count = 0
    while (
        found := _first(call.case, lambda step: rules.is_proven_by_receipt(step, call.tool.name, call.output))
    ) is not None:
        run, step = found
        proof = {"receipt": call.receipt, "evidence_seq": call.ended_seq}
        prove_step(run=run, key=step.key, how="tool", by=call.confirmed_by, at=call.ended_at or at, **proof)  # type: ignore[arg-type]
        count += 1
    return count


@transaction.atomic
def see_entities(*, case: Case, kinds: Iterable[str], seq: int, by: Actor, at: datetime) -> int:
    """Proves the open steps that wait for the customer to name such a thing."""
    known, count = set(kinds), 0
    while (found := _first(case, lambda step: rules.is_proven_by_entity(step, known))) is not None:
        run, step = found
        prove_step(run=run, key=step.key, how="entity", by=by, at=at, evidence_seq=seq)
        count += 1
    return count


@transaction.atomic
def see_failure(*, call: ToolCall, at: datetime) -> None:
    """A tool of the current step failed: the plan says what follows."""
    found = _first(call.case, lambda step: call.tool.name in step.tools)
    if found is not None:
        run, step = found
        fail_step(run=run, key=step.key, error=call.error, by=call.confirmed_by, at=at)


def kinds_of(event: Event) -> set[str]:
    """The kinds of things that a customer's turn named."""
    return {entity["kind"] for entity in event.payload.get("entities", [])}


def _first(case: Case, proves: Callable[[Step], bool]) -> tuple[JourneyRun, Step] | None:
    lock_case(case.pk)
    run = running_of(case)
    if run is None:
        return None
    step = next((step for step in rules.ready_steps(run.journey.steps, run.states()) if proves(step)), None)
    return (run, step) if step else None
