"""Looks through every column of every table for what looks like a card number. Knows nothing of the tables but what the database says."""

import json
import re
from collections.abc import Iterator
from typing import Any

from django.db import connection

from cases.redaction.digits import digits_of
from cases.redaction.rules import passes_luhn

# Digests, secrets and the sessions of the framework: base 16 or 64, where digits stand side by side by chance.
MACHINE = re.compile(
    r"(?:^|_)(?:hash|digest|salt|sha256|password|secret_hash|session_key|session_data|previous_hash)$"
)
_COLUMNS = """
SELECT table_schema, table_name, column_name FROM information_schema.columns
WHERE table_schema NOT IN ('pg_catalog', 'information_schema')
  AND data_type IN ('text', 'character varying', 'character', 'json', 'jsonb', 'ARRAY', 'bigint', 'numeric')
ORDER BY 1, 2, 3
"""


def survivors(*planted: str) -> list[str]:
    """Where a planted number is kept in any shape, or anything in one piece with a valid check digit."""
    return [
        f"{place}: {text[:80]!r}"
        for place, text in _values()
        if any(number in _digits(text) for number in planted) or _has_card(text)
    ]


def _values() -> Iterator[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(_COLUMNS)
        for schema, table, column in cursor.fetchall():
            if not MACHINE.search(column):
                cursor.execute(f'SELECT "{column}" FROM "{schema}"."{table}" WHERE "{column}" IS NOT NULL')
                for (value,) in cursor.fetchall():
                    yield from ((f"{schema}.{table}.{column}", text) for text in _texts(value))


def _texts(value: Any) -> Iterator[str]:
    """The strings and whole numbers in a value, however deep."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _texts(key)
            yield from _texts(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _texts(inner)
    elif isinstance(value, str) and value[:1] in "[{":
        try:
            yield from _texts(json.loads(value))
        except ValueError:
            yield value
    elif isinstance(value, str | int):
        yield str(value)


def _digits(text: str) -> str:
    return "".join(digit.value for digit in digits_of(text))


def _has_card(text: str) -> bool:
    """A run of 13 to 19 digits of any script that passes the Luhn check, in one piece or spaced like a card."""
    runs = re.findall(r"(?<!\d)\d{13,19}(?!\d)|(?<!\d)\d{4}(?:[ -]\d{4}){2}[ -]\d{1,7}(?!\d)", text)
    return any(passes_luhn(_digits(run)) for run in runs)
