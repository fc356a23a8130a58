"""A query that is written as a queryset and compiled once.

Django builds the SQL of a queryset anew each time. For a read by key, which a conversation makes again and again, that takes
two to five times as long as all the rest of it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Generic, TypeVar, cast
from uuid import UUID

from django.core.exceptions import EmptyResultSet, ObjectDoesNotExist
from django.db import connection, models
from django.db.models.query import ModelIterable, QuerySet, get_related_populators
from django.db.transaction import TransactionManagementError

M = TypeVar("M", bound=models.Model)
MARK = 7_310_000_000_000_000_000  # no key of ours: where it stands among the parameters, a key belongs
MOMENT = datetime(9731, 1, 1, tzinfo=UTC)
Key = int | UUID | datetime


@dataclass(frozen=True)
class Plan:
    """The compiled query, and how its rows become instances."""

    sql: str
    parameters: Sequence[Any]
    model: type[models.Model]
    names: Sequence[str]
    columns: slice
    related: Sequence[Any]
    annotations: Sequence[tuple[str, int]]
    converters: Sequence[tuple[int, Sequence[Callable[..., Any]], Any]]
    locks: bool

    def filled(self, keys: Sequence[Key]) -> list[Any]:
        """The parameters with the keys in their places."""
        places = {_mark(key, place): key for place, key in enumerate(keys)}
        return [places.get(p, p) if isinstance(p, Key) else p for p in self.parameters]

    def instance(self, row: Sequence[Any]) -> models.Model:
        values = list(row)
        for place, converters, expression in self.converters:
            for convert in converters:
                values[place] = convert(values[place], expression, connection)
        found = self.model.from_db(connection.alias, self.names, values[self.columns])
        for populator in self.related:
            populator.populate(values, found)
        for name, place in self.annotations:
            setattr(found, name, values[place])
        return found


class Prepared(Generic[M]):
    """The rows of a queryset that `build` makes of keys: whole numbers, UUIDs and moments. Call it with keys of the same kinds.

    With `*keys` they may be as many as there are: each number of them is compiled once.

    The queryset may filter, order, slice, annotate, follow foreign keys and leave columns out. What it makes may depend
    on the keys in no other way than by comparing with them. Raises TransactionManagementError where it locks rows and
    no transaction holds them. Words are no keys: what a column makes of them before it compares would be left out.
    """

    def __init__(self, build: Callable[..., QuerySet[M]]) -> None:
        self._build = build
        self._plans: dict[int, Plan | None] = {}

    def __call__(self, *keys: Key) -> list[M]:
        if len(keys) not in self._plans:
            marks = [_mark(key, place) for place, key in enumerate(keys)]
            self._plans[len(keys)] = _compiled(self._build(*marks))
        plan = self._plans[len(keys)]
        if plan is None:
            return []
        if plan.locks and not connection.in_atomic_block:
            raise TransactionManagementError("rows are locked within a transaction only")
        with connection.cursor() as cursor:
            cursor.execute(plan.sql, plan.filled(keys))
            return cast(list[M], [plan.instance(row) for row in cursor.fetchall()])

    def first(self, *keys: Key) -> M | None:
        """The first row; None without one."""
        found = self(*keys)
        return found[0] if found else None


def save_columns(row: models.Model, *names: str) -> None:
    """What `row.save(update_fields=names)` does, without its signals. Raises ObjectDoesNotExist when the row is gone."""
    table, quote = cast(Any, row._meta), connection.ops.quote_name
    columns = [table.get_field(name) for name in names]
    values = [column.get_db_prep_save(column.pre_save(row, False), connection) for column in columns]
    changes = ", ".join(f"{quote(column.column)} = {_place(column)}" for column in columns)
    statement = f"UPDATE {quote(table.db_table)} SET {changes} WHERE {quote(table.pk.column)} = %s"
    with connection.cursor() as cursor:
        cursor.execute(statement, [*values, row.pk])
        if not cursor.rowcount:
            raise ObjectDoesNotExist(f"{row!r} is not there any more")


def add_row(row: M) -> M:
    """What `row.save(force_insert=True)` does for a row that the database numbers, without its signals."""
    table, quote = cast(Any, row._meta), connection.ops.quote_name
    columns = [column for column in table.concrete_fields if not column.primary_key]
    values = [column.get_db_prep_save(column.pre_save(row, True), connection) for column in columns]
    names, places = (
        ", ".join(each) for each in zip(*((quote(c.column), _place(c)) for c in columns), strict=True)
    )
    statement = (
        f"INSERT INTO {quote(table.db_table)} ({names}) VALUES ({places}) RETURNING {quote(table.pk.column)}"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        row.pk = cursor.fetchone()[0]
    row._state.adding, row._state.db = False, connection.alias
    return row


def prefetched(row: models.Model, relation: str, rows: Sequence[models.Model]) -> None:
    """Lets `row.<relation>.all()` be these rows, as `prefetch_related` does."""
    back = cast(Any, row._meta.get_field(relation)).field.name
    for each in rows:
        setattr(each, back, row)
    found = getattr(row, relation).all()
    found._result_cache, found._prefetch_done = list(rows), True
    row.__dict__.setdefault("_prefetched_objects_cache", {})[relation] = found


def _place(column: Any) -> str:
    """Where the column's value goes: a list needs its type beside it."""
    return str(column.get_placeholder(None, None, connection)) if hasattr(column, "get_placeholder") else "%s"


def _mark(key: Key, place: int) -> Key:
    """What stands for the key of that place while the query is compiled."""
    if isinstance(key, datetime):
        return MOMENT + timedelta(seconds=place)
    return UUID(int=MARK + place) if isinstance(key, UUID) else MARK + place


def _compiled(queryset: QuerySet[M]) -> Plan | None:
    """None where no row can be meant: one of none."""
    compiler = queryset.query.get_compiler(connection=connection)
    try:
        sql, parameters = compiler.as_sql()
    except EmptyResultSet:
        return None
    kind = compiler.klass_info
    if not kind or queryset._iterable_class is not ModelIterable:
        raise TypeError("only rows of a model can be prepared")
    if queryset._prefetch_related_lookups:  # type: ignore[attr-defined]
        raise TypeError("prefetch_related makes queries of its own")
    select = compiler.select
    places = kind["select_fields"]
    columns = slice(places[0], places[-1] + 1)
    converters = compiler.get_converters([column[0] for column in select[: compiler.col_count]])
    return Plan(
        sql=sql,
        parameters=parameters,
        model=kind["model"],
        names=[column[0].target.attname for column in select[columns]],
        columns=columns,
        related=get_related_populators(kind, select, connection.alias),  # type: ignore[call-arg]  # stubs of a later Django
        annotations=list((compiler.annotation_col_map or {}).items()),
        converters=[(place, tuple(each), expression) for place, (each, expression) in converters.items()],
        locks=queryset.query.select_for_update,
    )
