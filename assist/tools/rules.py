"""Pure decisions about tools: who may call, what has to be valid, what a second person must approve."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker

from assist.tools.checks import CaseFacts, as_amount

Errors = dict[str, str]

NOT_FOUND = "not_found"  # a source's code for: there is no such thing here


def may_call(callers: Sequence[str], role: str) -> bool:
    """Whether this role (or `ai_agent`) is among those for whom the tool is meant."""
    return role in callers


def validate_input(schema: Mapping[str, Any], values: Mapping[str, Any]) -> Errors:
    """What is wrong with the input, by field and in words; `""` stands for the input as a whole."""
    errors: Errors = {}
    for fault in Draft202012Validator(schema, format_checker=FormatChecker()).iter_errors(dict(values)):
        for name in _fields_of(fault):
            errors.setdefault(name, _words(fault, schema["properties"].get(name, {})))
    return errors


def cleaned(schema: Mapping[str, Any], values: Mapping[str, Any]) -> dict[str, str]:
    """What a form sent, reduced to the fields of the schema; empty ones are left out, amounts get their two
    decimals.
    """
    known = schema["properties"]
    given = {name: str(values[name]).strip() for name in known if str(values.get(name) or "").strip()}
    return {
        name: _money(text) if "[0-9]{2}$" in known[name].get("pattern", "") else text
        for name, text in given.items()
    }


def prefill(schema: Mapping[str, Any], facts: CaseFacts) -> tuple[dict[str, Any], dict[str, dict[str, Any]]]:
    """First values of a form with the origin of each, taken from what the case knows."""
    values, origins = {}, {}
    for name, part in schema["properties"].items():
        found = next(
            (facts.known[source] for source in part.get("x-from", []) if source in facts.known), None
        )
        if found is not None and _fits(part, found.value):
            values[name] = found.value
            origins[name] = {"text": found.origin, "seq": found.seq, "value": found.value}
    return values, origins


def limit_of(limits: Mapping[str, Any], role: str) -> Decimal | None:
    """Up to what this role may go alone; None for no limit. Who is not named where limits are may go nowhere
    alone.
    """
    if not limits:
        return None
    given = limits.get(role, "0")
    return None if given is None else Decimal(str(given))


def measure_of(limits: Mapping[str, Any], values: Mapping[str, Any], facts: CaseFacts) -> Decimal:
    """The amount that the limits are about: a field of the input, or `order_paid`."""
    name = limits.get("measure", "")
    found = facts.value("order.paid") if name == "order_paid" else values.get(name)
    return as_amount(found)


def needs_approval(*, risk: str, limits: Mapping[str, Any], role: str, amount: Decimal) -> bool:
    """Critical actions always need a second person, others when the amount is above the role's limit."""
    limit = limit_of(limits, role)
    return risk == "critical" or (limit is not None and amount > limit)


def address_parts(text: str) -> dict[str, str]:
    """`street`, `city` and `new_postcode` of an address in one line, as far as it has them."""
    code = re.search(r"[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b", text, re.IGNORECASE)
    rest = text[: code.start()] if code else text
    lines = [part.strip() for part in rest.split(",") if part.strip()]
    found = {"street": ", ".join(lines[:-1]) or "".join(lines), "city": lines[-1] if len(lines) > 1 else ""}
    found["new_postcode"] = code[0].upper() if code else ""
    return {name: value for name, value in found.items() if value}


def filled(pattern: str, values: Mapping[str, Any]) -> str:
    """The pattern with its fields filled. A part in square brackets goes when one of its fields is missing; any
    other missing field becomes an ellipsis, so that a line never fails.
    """

    def kept(found: re.Match[str]) -> str:
        part = found["part"]
        return found[0] if part is None else part if _is_known(part, values) else ""

    return _FIELD_OR_PART.sub(kept, pattern).format_map(_Gaps(values)).strip()


# A field with the brackets that it may hold itself, or a part that may go.
_FIELD_OR_PART = re.compile(r"\{[^}]*\}|\[(?P<part>(?:[^\[\]{}]|\{[^}]*\})*)\]")


def _is_known(part: str, values: Mapping[str, Any]) -> bool:
    try:
        part.format_map(values)
    except (LookupError, TypeError):
        return False
    return True


class _Gaps(dict[str, Any]):
    def __missing__(self, key: str) -> "_Gaps | str":
        return _Ellipsis("…")


class _Ellipsis(str):
    def __getitem__(self, key: Any) -> "_Ellipsis":
        return self


def _fields_of(fault: Any) -> list[str]:
    if fault.validator == "required":
        return [name for name in fault.validator_value if name not in fault.instance]
    if fault.validator == "anyOf":
        return [part["required"][0] for part in fault.validator_value][:1]
    return [str(fault.absolute_path[0])] if fault.absolute_path else [""]


def _words(fault: Any, part: Mapping[str, Any]) -> str:
    title = part.get("title", "This")
    known = {
        "required": f"{title} is missing.",
        "anyOf": "One of these is needed.",
        "enum": f"{title} must be one of the list.",
        "minLength": f"{title} is too short.",
        "maxLength": f"{title} is too long.",
        "additionalProperties": "There are fields that this action does not know.",
    }
    example = " Write it as 12.50." if "[0-9]{2}$" in part.get("pattern", "") else ""
    return known.get(fault.validator, f"{title} is not in the right form.{example}")


def _fits(part: Mapping[str, Any], value: Any) -> bool:
    return Draft202012Validator(dict(part)).is_valid(value)


def _money(text: str) -> str:
    try:
        return f"{Decimal(text.replace('£', '').replace(',', '').strip()):.2f}"
    except InvalidOperation:
        return text
