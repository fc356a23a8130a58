"""Goes through the columns of all rooms. Called by the removal itself, in its transaction: afterwards nobody knows the words."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import FieldDoesNotExist
from django.db.models import CharField, JSONField, Model, Q, QuerySet, TextField

from agentdesk.columns import our_tables
from agentdesk.forgetting.rules import pieces_of, without_copies, words_in
from assist.knowledge.models import Gap, GapTopic
from assist.learning.models import PastConversation
from assist.tools.models import ToolCall
from assist.understanding.models import Understanding
from cases.casefiles.models import Case, Note
from cases.events.models import Event
from cases.interactions.models import Turn

Column = CharField | TextField | JSONField | ArrayField
WAYS = (
    "case",
    "turn__case",
    "interaction__case",
    "run__case",
    "call__case",
    "review__case",
)  # from a row to its case
RECORDS = (Event, Turn, Note, Gap)  # looked at one by one
OF_A_SYSTEM = "tool_call."
THEIR_OWN = ("content.removed", "turn.received", "turn.sent", "note.added")  # they quote nobody
NO_NUMBER = -1
ROWS = 500


def remove_copies(*, event: Event, texts: Iterable[str], at: datetime) -> int:
    """Blanks what was copied from the texts of the event; returns how many rows and events that were."""
    pieces = pieces_of([*texts, *words_in(event.payload)])
    tables = [table for table in our_tables() if table not in RECORDS]
    rows = sum(_blank_rows(of_case(table, event.case_id), pieces, event.seq) for table in tables)
    rows += _blank_rows(PastConversation.objects.filter(_mentions(texts)), pieces, NO_NUMBER)
    return rows + _blank_understanding(event) + _delete_gaps(event, pieces) + _empty_events(event, pieces, at)


def of_case(table: type[Model], case_id: int) -> QuerySet[Any]:
    """The rows of a table that belong to the case; none of a table that belongs to no case."""
    rows = table._default_manager.all()
    if table is Case:
        return rows.filter(pk=case_id)
    way = next((way for way in WAYS if _leads(table, way)), None)
    return rows.filter(**{way: case_id}) if way else rows.none()


def _leads(table: type[Model], way: str) -> bool:
    first, _, rest = way.partition("__")
    try:
        field = table._meta.get_field(first)
    except FieldDoesNotExist:
        return False
    if not field.is_relation or field.auto_created or not isinstance(field.related_model, type):
        return False
    return _leads(field.related_model, rest) if rest else bool(field.related_model is Case)


def _blank_rows(rows: QuerySet[Any], pieces: frozenset[str], seq: int) -> int:
    fields = list(_with_words(rows.model))
    if not fields:
        return 0
    return sum(_blank_row(row, fields, pieces, seq) for row in rows.iterator(chunk_size=ROWS))


def _with_words(table: type[Model]) -> Iterator[Column]:
    return (f for f in table._meta.concrete_fields if isinstance(f, Column) and not f.choices)


def _blank_row(row: Model, fields: list[Column], pieces: frozenset[str], seq: int) -> bool:
    number = NO_NUMBER if isinstance(row, ToolCall) else seq
    before = {field.attname: getattr(row, field.attname) for field in fields}
    after = {name: without_copies(value, pieces, number) for name, value in before.items()}
    changed = {name: value for name, value in after.items() if value != before[name]}
    if changed:
        type(row)._default_manager.filter(pk=row.pk).update(**changed)
    return bool(changed)


def _mentions(texts: Iterable[str]) -> Q:
    """Data sets made of our own cases have no way back to them: those that hold the whole text."""
    found = Q(pk__in=[])
    for text in texts:
        found |= Q(turns__contains=[{"text": text}])
    return found


def _blank_understanding(event: Event) -> int:
    """What was read in the turn is a copy of it, whatever it says."""
    cues = ("mood_cue", "urgency", "wants_person", "crisis", "repeated", "pushback", "injection")
    read = Understanding.objects.filter(case_id=event.case_id, turn__seq=event.seq)
    return read.update(entities=[], **dict.fromkeys(cues, ""))


def _delete_gaps(event: Event, pieces: frozenset[str]) -> int:
    """A question without an answer stands for its words alone, and so does its vector."""
    gaps = Gap.objects.filter(case_id=event.case_id).select_related("topic")
    copies = [gap for gap in gaps if without_copies(gap.question, pieces, NO_NUMBER) != gap.question]
    topics = {gap.topic for gap in copies if gap.topic}
    same = [
        topic.pk for topic in topics if without_copies(topic.question, pieces, NO_NUMBER) != topic.question
    ]
    Gap.objects.filter(pk__in=[gap.pk for gap in copies]).delete()
    GapTopic.objects.filter(pk__in=same).delete()
    return len(copies)


def _empty_events(event: Event, pieces: frozenset[str], at: datetime) -> int:
    """An event keeps all of its content or none, since its digest covers all of it."""
    turn = Turn.objects.filter(case_id=event.case_id, seq=event.seq).values_list("pk", flat=True).first()
    others = Event.objects.filter(case_id=event.case_id, redacted_at=None).exclude(pk=event.pk)
    copies = [one.pk for one in others if _tells(one, turn, event.seq, pieces)]
    return Event.objects.filter(pk__in=copies).update(payload={}, salt="", redacted_at=at)


def _tells(other: Event, turn: int | None, seq: int, pieces: frozenset[str]) -> bool:
    if other.name in THEIR_OWN:
        return False
    if other.name == "turn.understood" and other.payload.get("turn_id") == turn:
        return True
    number = NO_NUMBER if other.name.startswith(OF_A_SYSTEM) else seq
    inner = {key: value for key, value in other.payload.items() if isinstance(value, dict | list | str)}
    return bool(without_copies(inner, pieces, number) != inner)
