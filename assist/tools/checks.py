"""What a case knows, and the checks of a card on it. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

RETURN_DAYS = 30


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


def as_amount(value: Any) -> Decimal:
    try:
        return Decimal(str(value or "0"))
    except InvalidOperation:
        return Decimal(0)


def checks_for(names: Iterable[str], facts: CaseFacts, values: Mapping[str, Any]) -> list[Check]:
    """The results of the tool's checks, in the order of its file."""
    return [CHECKS[name](facts, values) for name in names]


def failed_checks(checks: Iterable[Check]) -> list[Check]:
    """Those that must hold and do not."""
    return [check for check in checks if check.is_blocking and check.holds is not True]


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
    if as_amount(left) <= 0:
        return Check("within_paid", "Nothing is left to pay back", False, is_blocking=True)
    holds = as_amount(values.get("amount")) <= as_amount(left)
    text = f"Not more than the £{left} that can be paid back" if holds else f"Only £{left} can be paid back"
    return Check("within_paid", text, holds, is_blocking=True)


CHECKS = {
    "verified_customer": _verified,
    "within_return_period": _within_return,
    "evidence_on_file": _evidence,
    "within_paid": _within_paid,
}
