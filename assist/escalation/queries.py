from collections.abc import Sequence
from typing import Any

from assist.escalation.models import EscalationRule
from assist.escalation.rules import Decision, Override, Path, Signals, Thresholds, decide, thresholds_for
from assist.taxonomy.models import Intent
from assist.taxonomy.queries import intent_of, sensitive_intents
from assist.taxonomy.rules import LayerSignals
from assist.tools.rules import NOT_FOUND
from assist.understanding.models import Understanding
from assist.understanding.queries import readings_of
from assist.understanding.rules import falls
from cases.events.actors import ActorKind
from cases.events.models import Event
from cases.events.prepared import Prepared
from cases.events.runs import once_a_run, until
from cases.interactions.events import ReturnedToAi
from cases.interactions.models import Interaction
from cases.interactions.queries import last_turns
from cases.routing.models import Queue

UNSURE_BELOW = 0.45
# By name: these facts belong to rooms beside and above.
FAILED, REFUSED = ("tool_call.failed",), ("tool_call.barred", "tool_call.denied")
UNVERIFIED = ("customer.verification_failed", "verification.failed")
COUNTED = (ReturnedToAi.NAME, *FAILED, *REFUSED, *UNVERIFIED)


def decision_of(interaction: Interaction) -> Decision:
    """What the escalation rules say of the contact now."""
    signals = signals_of(Interaction.objects.select_related("case__customer").get(pk=interaction.pk))
    return decide(signals, thresholds_of(signals))


def thresholds_of(signals: Signals) -> Thresholds:
    return thresholds_for(_overrides(), signals.intent, signals.channel)


@once_a_run
def _overrides() -> list[Override]:
    return [rule.override for rule in EscalationRule.objects.all()]


def signals_of(interaction: Interaction) -> Signals:
    """The signals of the contact since the AI agent got it; a contact given back by a person starts afresh."""
    told = _told(interaction.case_id)
    since = _since(interaction, told)
    rows = _understandings(interaction, since)
    intent = intent_of(interaction.case.intent)
    return Signals(
        intent=interaction.case.intent,
        channel=interaction.channel,
        segment=interaction.case.customer.segment,
        layer=interaction.case.layer,
        wants_person=_wish(interaction, rows),
        sensitive=_sensitive(None if since else intent, rows),
        **_clarity(rows),
        **_mood(rows),
        **_dialogue(interaction, rows, since),
        **_failures([event for event in told if event.seq > since]),
    )


def layer_signals_of(signals: Signals) -> LayerSignals:
    """The part of the signals that the layer depends on."""
    return LayerSignals(
        mood=signals.sentiment,
        is_frustrated=signals.is_frustrated,
        has_pushed_back=signals.pushbacks > 0,
        wants_person=bool(signals.wants_person),
        is_out_of_scope=signals.is_out_of_scope and signals.unclear_turns >= 2,
        has_crisis=bool(signals.crisis),
        amount=signals.amount,
        verification_failed=signals.verification_failures > 0,
        tool_failed=signals.tool_failures > 0,
        goes_in_circles=signals.repeats >= 2,
    )


def queue_for(intent: str, path: Path) -> Queue | None:
    """The queue of the intent, a specialists' queue where the path asks for one, else the default queue."""
    queues = list(Queue.objects.order_by("-is_default", "pk"))
    skilled = [queue for queue in queues if intent and intent in queue.intents]
    special = [queue for queue in queues if queue.is_specialist]
    if path == Path.SPECIALIST:
        skilled = [queue for queue in skilled if queue.is_specialist] or special or skilled
    return next(iter([*skilled, *queues]), None)


@until(*COUNTED)
def _told(case_id: int) -> Sequence[Event]:
    """The events of the case that count here, newest first."""
    return tuple(_counted(case_id))


_counted = Prepared(
    lambda case: (
        Event.objects.filter(case_id=case, name__in=COUNTED)
        .order_by("-seq")
        .only("case_id", "seq", "name", "payload")
    )
)


def _since(interaction: Interaction, told: Sequence[Event]) -> int:
    returned = (event for event in told if event.name == ReturnedToAi.NAME)
    return next((e.seq for e in returned if e.payload.get("interaction_id") == interaction.pk), 0)


def _understandings(interaction: Interaction, since: int) -> list[Understanding]:
    read = readings_of(interaction.case_id)
    return [row for row in read if row.turn.interaction_id == interaction.pk and row.turn.seq > since]


def _wish(interaction: Interaction, rows: list[Understanding]) -> str:
    if words := next((row.wants_person for row in reversed(rows) if row.wants_person), ""):
        return words
    return "button" if interaction.person_asked_at else ""


def _sensitive(intent: Intent | None, rows: list[Understanding]) -> str:
    """The category of what the case is about; of a single turn only when it was understood with confidence.

    A person who gave the contact back knew what the case is about: then only what was said since counts.
    """
    if intent and intent.sensitive:
        return intent.sensitive
    sure = [row.intent for row in rows if row.intent and row.confidence >= 0.6]
    grave = sensitive_intents() if sure else {}
    return next((grave[key] for key in sure if key in grave), "")


def _clarity(rows: list[Understanding]) -> dict[str, Any]:
    asked = [row for row in rows if not row.is_small_talk]
    if not asked:
        return {}
    unclear = 0
    for row in reversed(asked):
        if not (row.is_out_of_scope or row.confidence < UNSURE_BELOW):
            break
        unclear += 1
    last = asked[-1]
    return {"confidence": last.confidence, "is_out_of_scope": last.is_out_of_scope, "unclear_turns": unclear}


def _mood(rows: list[Understanding]) -> dict[str, Any]:
    if not rows:
        return {}
    last = rows[-1]
    return {
        "sentiment": last.sentiment,
        "is_falling": falls(tuple(row.sentiment for row in rows)),
        "is_frustrated": last.is_frustrated,
        "mood_cue": last.mood_cue,
        "urgency": next((row.urgency for row in reversed(rows) if row.urgency), ""),
        "crisis": next((row.crisis for row in reversed(rows) if row.crisis), ""),
        "amount": max((_amount(entity) for row in rows for entity in row.entities), default=0.0),
    }


def _amount(entity: dict[str, Any]) -> float:
    return float(str(entity["value"]).split()[-1]) if entity["kind"] == "amount" else 0.0


def _dialogue(interaction: Interaction, rows: list[Understanding], since: int) -> dict[str, Any]:
    answers = [
        (turn.seq, turn.text)
        for turn in last_turns(interaction.case_id)
        if turn.interaction_id == interaction.pk and turn.speaker == ActorKind.AI_AGENT and turn.seq > since
    ]
    if not answers:
        return {}
    after = [row for row in rows if row.turn.seq > answers[0][0]]
    said = [" ".join(text.lower().split()) for _, text in answers]
    again = len(said) - len(set(said)) + sum(bool(row.repeated) for row in after)
    return {"answers": len(answers), "pushbacks": sum(bool(row.pushback) for row in after), "repeats": again}


def _failures(events: Sequence[Event]) -> dict[str, Any]:
    """That there is no such order is an answer, most often to a mistyped number; the tool did not fail."""
    found = [event.name for event in events]
    return {
        "tool_failures": sum(e.name in FAILED and e.payload.get("code") != NOT_FOUND for e in events),
        "policy_refusals": sum(name in REFUSED for name in found),
        "verification_failures": sum(name in UNVERIFIED for name in found),
    }
