"""The taxonomy as a file. The format stands in the docstring of `assist.taxonomy`."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from assist.taxonomy.rules import Rating, Sensitive
from cases.refusals import InvalidInput

LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml where it is: ten times as fast
_RATED = ("complexity", "emotional_weight", "business_risk")


class TaxonomyInvalid(InvalidInput):
    message = "The taxonomy file is not valid."
    advice = "Correct the named line and load it again; nothing was changed."


@dataclass(frozen=True)
class Entry:
    """One intent of the file: its columns, and its examples in order, each once."""

    key: str
    columns: Mapping[str, Any]
    examples: tuple[str, ...]


def read_taxonomy(path: Path) -> list[Entry]:
    """The intents of the file in order. Raises TaxonomyInvalid, naming the intent, for what is missing or unknown."""
    content = yaml.load(path.read_text(encoding="utf-8"), Loader=LOADER) or {}
    entries = [_entry(family, intent) for family, intent in _pairs(content)]
    keys = [entry.key for entry in entries]
    for key in keys:
        if keys.count(key) > 1:
            raise TaxonomyInvalid(f"The intent {key} stands twice.")
    return entries


def _pairs(content: Mapping[str, Any]) -> Iterator[tuple[Mapping[str, Any], Mapping[str, Any]]]:
    for family in content.get("families", []):
        for intent in family.get("intents", []):
            yield family, intent


def _entry(family: Mapping[str, Any], intent: Mapping[str, Any]) -> Entry:
    key = str(intent.get("key", ""))
    if not key or "key" not in family:
        raise TaxonomyInvalid("A family or an intent has no key.")
    columns: dict[str, Any] = {name: _rating(key, {**family, **intent}, name) for name in _RATED}
    columns |= {
        "name": str(intent.get("title") or key.replace("_", " ").capitalize()),
        "family": str(family["key"]),
        "family_name": str(family.get("title") or family["key"]),
        "description": str(intent.get("plain") or intent.get("description") or ""),
        "sensitive": _sensitive(key, intent.get("sensitive", family.get("sensitive", ""))),
        "journey": str(intent.get("journey", "")),
        "is_out_of_scope": bool(intent.get("out_of_scope", False)),
        "is_active": bool(intent.get("active", True)),
    }
    examples = [" ".join(str(text).split()) for text in intent.get("examples", [])]
    return Entry(key, columns, tuple(dict.fromkeys(examples)))


def _rating(key: str, values: Mapping[str, Any], name: str) -> str:
    try:
        return Rating.of(str(values[name])).words
    except KeyError:
        raise TaxonomyInvalid(f"The intent {key} has no valid {name.replace('_', ' ')}.") from None


def _sensitive(key: str, value: object) -> str:
    try:
        return Sensitive(str(value or "")).value
    except ValueError:
        raise TaxonomyInvalid(f"The intent {key} has an unknown sensitive category.") from None
