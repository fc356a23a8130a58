"""Looks at what happened on a case and proves the steps that it proves. Each function may see the same thing
twice.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction

from assist.journeys import rules
from assist.journeys.actions import fail_step, prove_step, running_of, start_journey
from assist.journeys.models import JourneyRun
from assist.journeys.queries import journey_for
from assist.journeys.rules import Step
from assist.tools.models import ToolCall
from cases.casefiles.models import Case
from cases.events.actors import Actor, ActorKind
from cases.events.models import Event
from cases.events.prepared import Prepared
from cases.interactions.models import Turn

UNDERSTOOD = "turn.understood"
Proves = Callable[[Step], bool]


@transaction.atomic
def begin_for_intent(*, case: Case, intent: str, by: Actor, at: datetime) -> JourneyRun | None:
    """Starts the plan of the intent and looks at all that has happened before, so that nothing is asked
    twice.
    """
    journey = journey_for(intent)
    run = start_journey(case=case, journey=journey, by=by, at=at) if journey else None
    if run is not None and run.state == JourneyRun.State.RUNNING:
        catch_up(case=case, at=at)
    return run


@transaction.atomic(savepoint=False)
def catch_up(*, case: Case, at: datetime) -> None:
    """Proves what the record of the case proves already, in the order in which it happened."""
    run = running_of(case)
    for _, proves, see in sorted(_happened(case, at), key=lambda each: each[0]):
        if run is None:
            return
        if _ready(run, proves) and see():
            run = running_of(case)


def _happened(case: Case, at: datetime) -> Iterator[tuple[int, Proves, Callable[[], int]]]:
    """What may prove a step: its place on the timeline, the steps that it proves, and how it is seen."""
    for turn in _turns(case.pk):
        yield turn.seq, _by_turn(turn), partial(see_turn, turn=turn, at=at)
    for call in _calls(case.pk):
        yield call.ended_seq, _by_receipt(call), partial(see_receipt, call=call, at=at)
    for event in _understood(case.pk):
        kinds = kinds_of(event)
        see = partial(see_entities, case=case, kinds=kinds, seq=event.seq, by=event.actor, at=at)
        yield event.seq, _by_entity(kinds), see


_turns = Prepared(lambda case: Turn.objects.filter(case_id=case).select_related("case"))
_calls = Prepared(
    lambda case: ToolCall.objects.filter(case_id=case).succeeded().select_related("tool", "case")
)
_understood = Prepared(lambda case: Event.objects.filter(case_id=case, name=UNDERSTOOD, redacted_at=None))


def see_turn(*, turn: Turn, at: datetime) -> int:
    """Proves the open steps for which this utterance is the proof; a step that opens by it may be proven by
    it too.
    """
    by = Actor(ActorKind(turn.speaker), turn.speaker_id, turn.speaker_name)
    words = turn.text if turn.is_customers else ""
    proof = {"how": "turn", "by": by, "at": turn.at, "words": words, "evidence_seq": turn.seq}
    return _prove(turn.case, _by_turn(turn), proof)


def see_receipt(*, call: ToolCall, at: datetime) -> int:
    """Proves the open steps for which this receipt is the proof."""
    proof = {"receipt": call.receipt, "evidence_seq": call.ended_seq, "at": call.ended_at or at}
    return _prove(call.case, _by_receipt(call), {"how": "tool", "by": call.confirmed_by, **proof})


def see_entities(*, case: Case, kinds: Iterable[str], seq: int, by: Actor, at: datetime) -> int:
    """Proves the open steps that wait for the customer to name such a thing."""
    known = set(kinds)
    proof = {"how": "entity", "by": by, "at": at, "evidence_seq": seq}
    return _prove(case, _by_entity(known), proof) if known else 0


def see_failure(*, call: ToolCall, at: datetime) -> None:
    """A tool of the current step failed: the plan says what follows."""
    run = running_of(call.case)
    step = _ready(run, lambda step: call.tool.name in step.tools) if run else None
    if run and step:
        fail_step(run=run, key=step.key, error=call.error, by=call.confirmed_by, at=at)


def kinds_of(event: Event) -> set[str]:
    """The kinds of things that a customer's turn named."""
    return {entity["kind"] for entity in event.payload.get("entities", [])}


def _by_turn(turn: Turn) -> Proves:
    return lambda step: rules.is_proven_by_turn(step, turn.speaker, turn.text)


def _by_receipt(call: ToolCall) -> Proves:
    return lambda step: rules.is_proven_by_receipt(step, call.tool.name, call.output)


def _by_entity(kinds: set[str]) -> Proves:
    return lambda step: rules.is_proven_by_entity(step, kinds)


def _ready(run: JourneyRun, proves: Proves) -> Step | None:
    """The first open step that is proven."""
    return next((step for step in rules.ready_steps(run.journey.steps, run.states()) if proves(step)), None)


def _prove(case: Case, proves: Proves, proof: dict[str, Any]) -> int:
    """Proves one open step after another; most of what happens proves none, and then nobody is held up by a lock."""
    run, count = running_of(case), 0
    while run is not None and (step := _ready(run, proves)) and count < len(run.journey.steps):
        count += prove_step(run=run, key=step.key, **proof)
        run = running_of(case)
    return count
