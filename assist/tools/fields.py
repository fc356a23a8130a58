"""The fields of an action card, with where their values came from, and the values in one line."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from assist.tools.models import ToolCall


@dataclass(frozen=True)
class Field:
    """One field of the form, with where its value came from."""

    name: str
    label: str
    value: str
    options: tuple[tuple[str, str], ...] = ()
    origin: str = ""
    origin_seq: int = 0
    error: str = ""
    is_long: bool = False
    is_number: bool = False
    is_required: bool = True


def summary_of(call: ToolCall) -> str:
    """The values of the input in one line: `£184.50, Carrier damage`. The order's number stands in the
    heading already.
    """
    parts = call.tool.input_schema["properties"]
    shown = [name for name in parts if name in call.input and f"{{{name}}}" not in call.tool.headline]
    return ", ".join(_said(name, call.input[name]) for name in shown)


def fields_of(call: ToolCall, errors: Mapping[str, str]) -> tuple[Field, ...]:
    """The form, in the order of the tool's file."""
    required = call.tool.input_schema.get("required", [])
    return tuple(
        _field(name, part, call, errors.get(name, ""), name in required)
        for name, part in call.tool.input_schema["properties"].items()
    )


def _field(name: str, part: Mapping[str, Any], call: ToolCall, error: str, is_required: bool) -> Field:
    origin = call.origins.get(name, {})
    return Field(
        name=name,
        label=part.get("title", name),
        value=str(call.input.get(name, "")),
        options=tuple((option, _words(option)) for option in part.get("enum", [])),
        origin=origin.get("text", ""),
        origin_seq=origin.get("seq", 0),
        error=error,
        is_long=part.get("maxLength", 0) > 200,
        is_number="[0-9]{2}$" in part.get("pattern", ""),
        is_required=is_required,
    )


def _said(name: str, value: Any) -> str:
    return f"£{value}" if name == "amount" else _words(str(value))


def _words(option: str) -> str:
    plain = option.replace("_", " ")
    return plain[:1].upper() + plain[1:]
