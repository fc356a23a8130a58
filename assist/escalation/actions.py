from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from assist.escalation.events import CaseEscalated
from assist.escalation.queries import layer_signals_of, queue_for, signals_of
from assist.escalation.refusals import NoQueue
from assist.escalation.rules import RULES_VERSION, Path, Signals, Trigger, choose_path
from assist.taxonomy.queries import intent_of
from assist.taxonomy.rules import Placement, assign_layer
from cases.casefiles.actions import keep_layer, lock_case, set_layer
from cases.casefiles.models import Case
from cases.events.actions import record
from cases.events.actors import SYSTEM, Actor
from cases.interactions.actions import ask_for_person
from cases.interactions.models import Interaction
from cases.interactions.passing import queue_interaction


def place_case(*, interaction: Interaction, at: datetime) -> int:
    """Computes the layer from ratings, live signals and segment, and keeps it with its reasons when it changed.

    Most turns change nothing: the case is locked, and looked at again, only when one does.
    """
    placement = placement_of(interaction.case, signals_of(interaction))
    if not _is_placed(interaction.case, placement):
        placement = _place(interaction, at)
    return placement.layer


@transaction.atomic
def _place(interaction: Interaction, at: datetime) -> Placement:
    case = interaction.case = lock_case(interaction.case_id)
    placement = placement_of(case, signals_of(interaction))
    if not _is_placed(case, placement):
        keep_layer(case, layer=placement.layer, reasons=placement.reasons, by=SYSTEM, at=at)
    return placement


def _is_placed(case: Case, placement: Placement) -> bool:
    return placement.layer == case.layer and bool(case.layer_reasons)


def placement_of(case: Case, signals: Signals) -> Placement:
    """The layer that the rules give the case now. A case without an intent stays where it is."""
    intent = intent_of(case.intent)
    if intent is None:
        return Placement(case.layer, tuple(case.layer_reasons))
    return assign_layer(intent.ratings, layer_signals_of(signals), case.customer.segment, case.layer)


@transaction.atomic
def escalate(
    *,
    interaction: Interaction,
    triggers: Sequence[Trigger],
    by: Actor,
    at: datetime,
    path: Path | None = None,
    summary: str = "",
) -> bool:
    """Takes the contact from the AI agent to a queue, with the reasons on the timeline. Raises NoQueue.

    False, and nothing changed, when the AI agent does not lead the contact any more: escalating twice is escalating once.
    """
    case = lock_case(interaction.case_id)
    current = Interaction.objects.select_related("case__customer").get(pk=interaction.pk)
    if current.owner != Interaction.Owner.AI_AGENT or current.is_over:
        return False
    signals = signals_of(current)
    path = _person_path(path, triggers, signals)
    queue = queue_for(case.intent, path)
    if queue is None:
        raise NoQueue
    placed = placement_of(case, signals)
    layer = max(placed.layer, 3 if path == Path.SPECIALIST else 2)
    reason = summary or "; ".join(trigger.words for trigger in triggers)
    fact = CaseEscalated(
        interaction_id=current.pk,
        path=path,
        reason=reason,
        triggers=[asdict(trigger) for trigger in triggers],
        intent=case.intent,
        channel=current.channel,
        layer=layer,
        queue_id=queue.pk,
        queue_name=queue.name,
        rules_version=RULES_VERSION,
    )
    _keep_wish(current, triggers, at)
    record(case, fact, by=by, at=at)
    reasons = (
        placed.reasons if placed.layer == layer else tuple(trigger.words for trigger in triggers) or (reason,)
    )
    set_layer(case=case, layer=layer, reasons=reasons, by=SYSTEM, at=at)
    ahead = path in (Path.SPECIALIST, Path.WARM_TRANSFER)
    return queue_interaction(interaction=current, queue=queue, reason=reason, ahead=ahead, by=by, at=at)


def _person_path(path: Path | None, triggers: Sequence[Trigger], signals: Signals) -> Path:
    """A path to a person: who calls `escalate` wants one, whatever the rules would have tried before."""
    chosen = Path(path) if path else choose_path(triggers, signals)
    return chosen if chosen.leaves_ai else Path.QUEUE


def _keep_wish(interaction: Interaction, triggers: Sequence[Trigger], at: datetime) -> None:
    """A wish in words counts like the button: once a contact, on the record."""
    if interaction.person_asked_at is None and any(trigger.key == "person_asked" for trigger in triggers):
        customer = Actor.customer(interaction.case.customer)
        ask_for_person(interaction=interaction, how="words", by=customer, at=at)
