"""One cell as what it stands for. Raises BadRow where it cannot be that."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

FORMATS = ("%d/%m/%Y %H:%M:%S", "%d/%m/%Y %H:%M", "%d.%m.%Y %H:%M:%S", "%d.%m.%Y %H:%M")
TRUE, FALSE = ("true", "yes", "1", "y", "t"), ("false", "no", "0", "n", "f")
NO_TIME = datetime.min.replace(tzinfo=UTC)


class BadRow(Exception):
    """Why a row cannot be used."""


def text_of(value: Any, part: str) -> str:
    if value is None:
        return ""
    if isinstance(value, (dict, list)):
        raise BadRow(f"has a list or an object as its {part}")
    return str(value).strip()


def flag_of(value: Any) -> bool:
    word = str(value if value is not None else False).strip().lower()
    if word not in TRUE + FALSE:
        raise BadRow(f"has “{word[:40]}” where true or false is expected")
    return word in TRUE


def number_of(value: Any) -> int | None:
    try:
        return None if value is None else int(value)
    except (TypeError, ValueError):
        raise BadRow(f"has “{str(value)[:40]}” where a number is expected") from None


def result_of(value: Any) -> dict[str, Any] | None:
    if value is None or isinstance(value, dict):
        return value
    try:
        found = json.loads(value) if isinstance(value, str) else value
    except json.JSONDecodeError:
        found = value
    return found if isinstance(found, dict) else {"value": found}


def given_of(value: Any) -> dict[str, Any] | None:
    """The input of a call, also where it comes as a list of fields."""
    found = result_of(value)
    listed = found.get("value") if found and set(found) == {"value"} else None
    if isinstance(listed, list) and all(isinstance(one, dict) for one in listed):
        return {name: given for one in listed for name, given in one.items()}
    return found


def words_of(value: Any) -> Sequence[str]:
    parts = value if isinstance(value, list) else str(value or "").split(",")
    return [str(part).strip()[:80] for part in parts if str(part).strip()]


def time_of(value: Any) -> datetime:
    """When; NO_TIME for an empty cell."""
    if value is None:
        return NO_TIME
    read = _moment(str(value).strip())
    return read if read.tzinfo else read.replace(tzinfo=UTC)


def _moment(text: str) -> datetime:
    try:
        if text.replace(".", "", 1).isdigit():
            return datetime.fromtimestamp(float(text), UTC)
        return datetime.fromisoformat(text)
    except (ValueError, OverflowError, OSError):
        pass
    for form in FORMATS:
        try:
            return datetime.strptime(text, form)
        except ValueError:
            continue
    raise BadRow(f"has a time that cannot be read: “{text[:40]}”")
