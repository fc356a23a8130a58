"""Pure decisions about tools: who may call, what has to be valid, what a second person must approve."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker

RETURN_DAYS = 30
Errors = dict[str, str]


@dataclass(frozen=True)
class Known:
    """One value that the case knows, and where it came from: text for the card, `seq` of the event to link
    to.
    """

    value: Any
    origin: str
    seq: int = 0


@dataclass(frozen=True)
class CaseFacts:
    """What the rules look at. `known` maps dotted names (`order.paid`, `entity.email`) to values with their
    origin.
    """

    is_verified: bool = False
    has_evidence: bool = False
    today: date = date.min
    known: Mapping[str, Known] = field(default_factory=dict)

    def value(self, name: str) -> Any:
        found = self.known.get(name)
        return found.value if found else None


@dataclass(frozen=True)
class Check:
    """One check of a card: None when it cannot be told. Only a blocking check stops the call."""

    name: str
    text: str
    holds: bool | None
    is_blocking: bool = False

    def as_json(self) -> dict[str, Any]:
        return {"name": self.name, "text": self.text, "holds": self.holds, "is_blocking": self.is_blocking}


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
    return _decimal(found)


def needs_approval(*, risk: str, limits: Mapping[str, Any], role: str, amount: Decimal) -> bool:
    """Critical actions always need a second person, others when the amount is above the role's limit."""
    limit = limit_of(limits, role)
    return risk == "critical" or (limit is not None and amount > limit)


def checks_for(names: Iterable[str], facts: CaseFacts, values: Mapping[str, Any]) -> list[Check]:
    """The results of the tool's checks, in the order of its file."""
    return [CHECKS[name](facts, values) for name in names]


def failed_checks(checks: Iterable[Check]) -> list[Check]:
    """Those that must hold and do not."""
    return [check for check in checks if check.is_blocking and check.holds is not True]


def address_parts(text: str) -> dict[str, str]:
    """`street`, `city` and `new_postcode` of an address in one line, as far as it has them."""
    code = re.search(r"[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b", text, re.IGNORECASE)
    rest = text[: code.start()] if code else text
    lines = [part.strip() for part in rest.split(",") if part.strip()]
    found = {"street": ", ".join(lines[:-1]) or "".join(lines), "city": lines[-1] if len(lines) > 1 else ""}
    found["new_postcode"] = code[0].upper() if code else ""
    return {name: value for name, value in found.items() if value}


def filled(pattern: str, values: Mapping[str, Any]) -> str:
    """The pattern with its fields filled; a field that is missing becomes an ellipsis, so that a line never
    fails.
    """
    return pattern.format_map(_Gaps(values)).strip()


def _verified(facts: CaseFacts, values: Mapping[str, Any]) -> Check:
    text = "Customer verified" if facts.is_verified else "Customer not verified: ask for the postcode first"
    return Check("verified_customer", text, facts.is_verified, is_blocking=True)


def _within_return(facts: CaseFacts, values: Mapping[str, Any]) -> Check:
    delivered = facts.value("order.delivered_at")
    if not delivered:
        return Check("within_return_period", "Not delivered yet, as far as the order says", None)
    days = (facts.today - datetime.fromisoformat(delivered).date()).days
    if days <= RETURN_DAYS:
        return Check("within_return_period", f"Within {RETURN_DAYS} days of delivery", True)
    return Check("within_return_period", f"Delivered {days} days ago, more than {RETURN_DAYS}", False)


def _evidence(facts: CaseFacts, values: Mapping[str, Any]) -> Check:
    text = (
        "Evidence of the damage on file"
        if facts.has_evidence
        else "No photo or description of the damage yet"
    )
    return Check("evidence_on_file", text, facts.has_evidence)


def _within_paid(facts: CaseFacts, values: Mapping[str, Any]) -> Check:
    left = facts.value("order.refundable")
    if left is None:
        return Check("within_paid", "What was paid is not known yet", None)
    holds = _decimal(values.get("amount")) <= _decimal(left)
    text = f"Not more than the £{left} that can be paid back" if holds else f"Only £{left} can be paid back"
    return Check("within_paid", text, holds, is_blocking=True)


CHECKS = {
    "verified_customer": _verified,
    "within_return_period": _within_return,
    "evidence_on_file": _evidence,
    "within_paid": _within_paid,
}


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


def _decimal(value: Any) -> Decimal:
    try:
        return Decimal(str(value or "0"))
    except InvalidOperation:
        return Decimal(0)
