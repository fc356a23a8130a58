from datetime import datetime

from django.db import transaction

from assist.taxonomy.queries import intent_names
from assist.understanding.belief import believed
from assist.understanding.events import TurnUnderstood
from assist.understanding.learning import current_models
from assist.understanding.models import Understanding
from assist.understanding.queries import context_of, readings_of, understanding_of
from assist.understanding.reading import understand
from assist.understanding.rules import Understood
from assist.understanding.shadowing import follow_in_shadow
from cases.casefiles.actions import keep_reading, lock_case
from cases.events.actions import record
from cases.events.actors import SYSTEM
from cases.events.prepared import add_row
from cases.interactions.models import Turn


def understand_turn(*, turn: Turn, at: datetime) -> Understanding | None:
    """Reads the customer's turn once and keeps what it means; None for a turn of somebody else. Idempotent.

    Updates the case: its intent, by the belief over all turns, and its mood. Records `turn.understood`. The models read
    before the case is locked, so that a slow pass holds nobody up.
    """
    if not turn.is_customers:
        return None
    models, context = current_models(), context_of(turn)
    understood = understand(turn.text, context, models)
    row = _keep(turn, understood, models.versions, at)
    follow_in_shadow(turn, context, understood, models, at=at)
    return row


@transaction.atomic
def _keep(turn: Turn, understood: Understood, versions: dict[str, str], at: datetime) -> Understanding:
    case = lock_case(turn.case_id)
    if known := understanding_of(turn):
        return known
    names, before = intent_names(), readings_of(case.pk)
    row = add_row(
        Understanding(turn=turn, case=case, at=at, versions=versions, **_columns(understood, names))
    )
    record(case, _fact(row), by=SYSTEM, at=at)
    readings_of.tell(case.pk, sorted([*before, row], key=lambda read: read.turn.seq))
    best = believed(understood.belief)
    keep_reading(
        case,
        intent=best.intent,
        title=names.get(best.intent, best.intent),
        confidence=best.confidence,
        mood=understood.mood.sentiment,
        turn_seq=turn.seq,
        by=SYSTEM,
        at=at,
    )
    return row


def _columns(understood: Understood, names: dict[str, str]) -> dict[str, object]:
    mood, scope = understood.mood, understood.scope
    cues = ("urgency", "wants_person", "crisis", "repeated", "pushback", "injection")
    return {
        "intent": understood.intent,
        "intent_name": names.get(understood.intent, ""),
        "confidence": understood.ranking[0].confidence if understood.intent else 0.0,
        "ranking": [[guess.intent, guess.confidence] for guess in understood.ranking],
        "is_out_of_scope": scope.is_out,
        "scope_scores": {
            "best": scope.best_probability,
            "margin": scope.margin,
            "nearest": scope.nearest,
            "score": scope.score,
        },
        "is_small_talk": understood.is_small_talk,
        "belief": dict(understood.belief),
        "entities": [entity.as_dict() for entity in understood.entities],
        "sentiment": mood.sentiment,
        "label": mood.label,
        "frustration": mood.frustration,
        "is_frustrated": mood.is_frustrated,
        "mood_cue": mood.cue[:200],
        "language": understood.language,
        **{cue: getattr(understood, cue)[:200] for cue in cues},
    }


def _fact(row: Understanding) -> TurnUnderstood:
    return TurnUnderstood(
        interaction_id=row.turn.interaction_id,
        turn_id=row.turn_id,
        turn_seq=row.turn.seq,
        intent=row.intent,
        intent_name=row.intent_name,
        confidence=row.confidence,
        is_out_of_scope=row.is_out_of_scope,
        is_small_talk=row.is_small_talk,
        sentiment=row.sentiment,
        is_frustrated=row.is_frustrated,
        language=row.language,
        wants_person=row.wants_person,
        urgency=row.urgency,
        crisis=row.crisis,
        repeated=row.repeated,
        entities=row.entities,
        versions=row.versions,
    )
