"""A query that is written as a queryset and compiled once.

Django builds the SQL of a queryset anew each time. For a read by key, which a conversation makes again and again, that takes
two to five times as long as all the rest of it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar, cast
from uuid import UUID

from django.db import connection, models
from django.db.models.query import ModelIterable, QuerySet, get_related_populators
from django.db.transaction import TransactionManagementError

M = TypeVar("M", bound=models.Model)
MARK = 7_310_000_000_000_000_000  # no key of ours: where it stands among the parameters, a key belongs
Key = int | UUID


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
    """The rows of a queryset that `build` makes of keys: whole numbers and UUIDs. Call it with keys of the same kinds.

    The queryset may filter, order, slice, annotate, follow foreign keys and leave columns out. What it makes may depend
    on the keys in no other way than by comparing with them. Raises TransactionManagementError where it locks rows and
    no transaction holds them. Words are no keys: what a column makes of them before it compares would be left out.
    """

    def __init__(self, build: Callable[..., QuerySet[M]]) -> None:
        self._build = build
        self._plan: Plan | None = None

    def __call__(self, *keys: Key) -> list[M]:
        plan = self._plan
        if plan is None:
            plan = self._plan = _compiled(self._build(*(_mark(key, place) for place, key in enumerate(keys))))
        if plan.locks and not connection.in_atomic_block:
            raise TransactionManagementError("rows are locked within a transaction only")
        with connection.cursor() as cursor:
            cursor.execute(plan.sql, plan.filled(keys))
            return cast(list[M], [plan.instance(row) for row in cursor.fetchall()])

    def first(self, *keys: Key) -> M | None:
        """The first row; None without one."""
        found = self(*keys)
        return found[0] if found else None


def _mark(key: Key, place: int) -> Key:
    """What stands for the key of that place while the query is compiled."""
    number = MARK + place
    return UUID(int=number) if isinstance(key, UUID) else number


def _compiled(queryset: QuerySet[M]) -> Plan:
    compiler = queryset.query.get_compiler(connection=connection)
    sql, parameters = compiler.as_sql()
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
