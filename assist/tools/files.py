"""Reads a file of tools into the columns of `Tool`."""

from pathlib import Path
from typing import Any

import yaml
from jsonschema import Draft202012Validator

from assist.tools.checks import CHECKS

LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml where it is: ten times as fast
COLUMNS = (
    "title", "headline", "receipt", "done", "icon", "source", "operation", "outcome", "risk", "callers",
    "checks", "limits", "verifies", "approval_minutes", "time_limit", "attempts",
)  # fmt: skip


def read_tools(path: Path) -> dict[str, dict[str, Any]]:
    """The columns of each tool by its name. Raises ValueError with the tool's name for a check or schema that
    is not one.
    """
    entries = yaml.load(path.read_text(), Loader=LOADER)
    return {entry["name"]: _columns(entry) for entry in entries}


def _columns(entry: dict[str, Any]) -> dict[str, Any]:
    if unknown := set(entry.get("checks", [])) - set(CHECKS):
        raise ValueError(f"{entry['name']}: no such check: {', '.join(sorted(unknown))}")
    schema = _input_schema(entry)
    Draft202012Validator.check_schema(schema)
    columns = {name: entry[name] for name in COLUMNS if name in entry}
    return {
        "headline": entry["title"],
        **columns,
        "input_schema": schema,
        "output_schema": entry.get("output", {}),
    }


def _input_schema(entry: dict[str, Any]) -> dict[str, Any]:
    fields = entry["input"]
    schema: dict[str, Any] = {
        "type": "object",
        "additionalProperties": False,
        "properties": fields,
        "required": [name for name, part in fields.items() if not part.get("x-optional")],
    }
    if names := entry.get("needs_any"):
        schema["anyOf"] = [{"required": [name]} for name in names]
    return schema
