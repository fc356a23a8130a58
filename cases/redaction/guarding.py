"""Columns that take no card number, whoever writes them and by whatever way: save, create, bulk or update.

The rooms remove card data where words come in; this is the second lock behind them. `guard(models)` makes every text, JSON and id
column of the models such a column. Migrations see the plain ones: the column in the database is the same.
"""

from collections.abc import Callable, Container, Iterable
from typing import Any, cast

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from cases.redaction.rules import redact, redact_printed
from cases.redaction.structures import redacted_id, redacted_json

IDS = frozenset({"external_id", "address", "key", "visitor", "speaker_id", "actor_id"})
Cleaning = Callable[[Any], Any]


def guard(tables: Iterable[type[models.Model]], *, machine: Container[str], printed: Container[str]) -> None:
    """Guards each column that holds words. `machine` names columns that only the product fills (digests, versions, closed lists),
    `printed` those where rows of figures are common. Both by "table.column", such as "cases.Event.digest"."""
    for table in tables:
        for field in table._meta.concrete_fields:
            name = f"{table._meta.label}.{field.name}"
            words = _words_of(field)
            if (kind := _KINDS.get(type(words))) and not _is_closed(words) and name not in machine:
                words.__class__ = kind
                cast(Guarded, words).cleaning = _cleaning_of(words, name in printed)


def is_guarded(field: "models.Field[Any, Any]") -> bool:
    return isinstance(_words_of(field), Guarded)


def _words_of(field: "models.Field[Any, Any]") -> "models.Field[Any, Any]":
    """The field itself; of a column of lists what each of its items is."""
    return field.base_field if isinstance(field, ArrayField) else field


def _is_closed(field: "models.Field[Any, Any]") -> bool:
    return bool(field.choices) or field.primary_key


class Guarded:
    """A column whose values are cleaned when they are written, and when they are looked for."""

    cleaning: Cleaning = staticmethod(lambda value: value)

    def clean_value(self, value: Any) -> Any:
        """What may be kept. A part of a query stays as it is."""
        if value is None or hasattr(value, "resolve_expression"):
            return value
        kept = self.cleaning(value)
        longest = getattr(self, "max_length", None)
        return kept[:longest] if kept is not value and isinstance(kept, str) else kept

    def pre_save(self, instance: models.Model, add: bool) -> Any:
        """Cleans the object in memory too: what is shown next equals what a reload would show."""
        value = self.clean_value(super().pre_save(instance, add))  # type: ignore[misc]
        setattr(instance, self.attname, value)  # type: ignore[attr-defined]
        return value

    def get_prep_value(self, value: Any) -> Any:
        return super().get_prep_value(self.clean_value(value))  # type: ignore[misc]

    def deconstruct(self) -> Any:
        name, _, args, kwargs = super().deconstruct()  # type: ignore[misc]
        return name, f"django.db.models.{type(self).__mro__[2].__name__}", args, kwargs


class GuardedText(Guarded, models.TextField):
    pass


class GuardedChar(Guarded, models.CharField):
    pass


class GuardedSlug(Guarded, models.SlugField):
    pass


class GuardedEmail(Guarded, models.EmailField):
    pass


class GuardedJson(Guarded, models.JSONField):
    pass


_KINDS: dict[type, type] = {
    models.TextField: GuardedText,
    models.CharField: GuardedChar,
    models.SlugField: GuardedSlug,
    models.EmailField: GuardedEmail,
    models.JSONField: GuardedJson,
}


def _cleaning_of(field: "models.Field[Any, Any]", is_printed: bool) -> Cleaning:
    if isinstance(field, models.JSONField):
        return _json
    if field.name in IDS or isinstance(field, models.SlugField):
        return _cleaned_id
    return _printed_words if is_printed else _words


def _json(value: Any) -> Any:
    kept = redacted_json(value)
    return value if kept == value else kept


def _cleaned_id(value: Any) -> Any:
    return redacted_id(value, settings.SECRET_KEY.encode()) if isinstance(value, str) else value


def _words(value: Any) -> Any:
    return redact(value).text if isinstance(value, str) else value


def _printed_words(value: Any) -> Any:
    return redact_printed(value).text if isinstance(value, str) else value
