"""The decisions about tools, by tables and without a database."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from assist.tools import rules
from assist.tools.checks import CaseFacts, Known, checks_for, failed_checks

REFUND = {
    "type": "object",
    "additionalProperties": False,
    "required": ["amount", "reason"],
    "properties": {
        "amount": {
            "title": "Amount",
            "type": "string",
            "pattern": "^[0-9]{1,6}\\.[0-9]{2}$",
            "x-from": ["order.paid"],
        },
        "reason": {"title": "Reason", "enum": ["faulty", "goodwill"], "x-from": ["plan.reason"]},
    },
}
LIMITS = {"measure": "amount", "agent": "50.00", "supervisor": "500.00", "administrator": None}


@pytest.mark.parametrize(
    ("risk", "role", "amount", "expected"),
    [
        ("high", "agent", "49.99", False),
        ("high", "agent", "50.00", False),
        ("high", "agent", "50.01", True),
        ("high", "supervisor", "184.50", False),
        ("high", "supervisor", "500.01", True),
        ("high", "reviewer", "0.01", True),
        ("high", "administrator", "9999.00", False),
        ("critical", "supervisor", "1.00", True),
    ],
)
def test_who_needs_a_second_person(risk: str, role: str, amount: str, expected: bool) -> None:
    assert rules.needs_approval(risk=risk, limits=LIMITS, role=role, amount=Decimal(amount)) is expected


def test_without_limits_only_critical_actions_need_a_second_person() -> None:
    assert not rules.needs_approval(risk="high", limits={}, role="agent", amount=Decimal(0))


@pytest.mark.parametrize(
    ("values", "wrong"),
    [
        ({"amount": "12.50", "reason": "faulty"}, {}),
        (
            {"amount": "12,5", "reason": "faulty"},
            {"amount": "Amount is not in the right form. Write it as 12.50."},
        ),
        ({"amount": "12.50"}, {"reason": "Reason is missing."}),
        ({"amount": "12.50", "reason": "spite"}, {"reason": "Reason must be one of the list."}),
        ({}, {"amount": "Amount is missing.", "reason": "Reason is missing."}),
    ],
)
def test_what_is_wrong_is_said_by_field(values: dict[str, str], wrong: dict[str, str]) -> None:
    assert rules.validate_input(REFUND, values) == wrong


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("12.5", "12.50"), ("£12", "12.00"), ("1,200.00", "1200.00"), (" 7.00 ", "7.00"), ("seven", "seven")],
)
def test_an_amount_is_read_as_people_write_it(typed: str, kept: str) -> None:
    assert rules.cleaned(REFUND, {"amount": typed, "reason": "faulty", "csrf": "x"})["amount"] == kept


def test_a_form_is_filled_from_what_is_known_with_its_origin() -> None:
    facts = CaseFacts(
        known={"order.paid": Known("184.50", "From order 58213", 9), "plan.reason": Known("spite", "")}
    )
    values, origins = rules.prefill(REFUND, facts)
    assert values == {"amount": "184.50"}, "a value that does not fit the field is left out"
    assert origins["amount"] == {"text": "From order 58213", "seq": 9, "value": "184.50"}


@pytest.mark.parametrize(
    ("callers", "role", "expected"), [(["agent"], "agent", True), (["agent"], "ai_agent", False)]
)
def test_who_may_call(callers: list[str], role: str, expected: bool) -> None:
    assert rules.may_call(callers, role) is expected


@pytest.mark.parametrize(
    ("name", "facts", "amount", "holds", "text"),
    [
        ("verified_customer", {"is_verified": True}, "1.00", True, "Customer verified"),
        ("verified_customer", {}, "1.00", False, "Customer not verified: ask for the postcode first"),
        (
            "within_return_period",
            {"delivered": "2026-11-20T09:12:00+00:00"},
            "1.00",
            True,
            "Within 30 days of delivery",
        ),
        (
            "within_return_period",
            {"delivered": "2026-09-20T09:12:00+00:00"},
            "1.00",
            False,
            "Delivered 62 days ago, more than 30",
        ),
        ("within_return_period", {}, "1.00", None, "Not delivered yet, as far as the order says"),
        ("evidence_on_file", {"has_evidence": True}, "1.00", True, "Evidence of the damage on file"),
        (
            "within_paid",
            {"refundable": "10.00"},
            "10.00",
            True,
            "Not more than the £10.00 that can be paid back",
        ),
        ("within_paid", {"refundable": "10.00"}, "10.01", False, "Only £10.00 can be paid back"),
        ("within_paid", {"refundable": "0.00"}, "0.00", False, "Nothing is left to pay back"),
        ("within_paid", {}, "1.00", None, "What was paid is not known yet"),
    ],
)
def test_the_checks_of_a_card(
    name: str, facts: dict[str, Any], amount: str, holds: bool | None, text: str
) -> None:
    given = {
        "order.delivered_at": facts.pop("delivered", None),
        "order.refundable": facts.pop("refundable", None),
    }
    known = {key: Known(value, "") for key, value in given.items() if value}
    checks = checks_for([name], CaseFacts(today=date(2026, 11, 21), known=known, **facts), {"amount": amount})
    assert [(check.holds, check.text) for check in checks] == [(holds, text)]


def test_only_blocking_checks_stop_a_call() -> None:
    checks = checks_for(["verified_customer", "evidence_on_file"], CaseFacts(today=date(2026, 11, 21)), {})
    assert [check.name for check in failed_checks(checks)] == ["verified_customer"]


def test_a_line_is_filled_even_where_a_value_is_missing() -> None:
    assert rules.filled("Refund order {order_number}", {}) == "Refund order …"
    assert (
        rules.filled("{address[city]}, {reference}", {"address": {"city": "York"}, "reference": "AC-1"})
        == "York, AC-1"
    )


PAID = "£{amount}[ to {paid_to}], reference {reference}"
SENT = "[{address[line1]}, {address[city]}, ]reference {reference}"


@pytest.mark.parametrize(
    ("pattern", "values", "line"),
    [
        (PAID, {"amount": "39.00", "paid_to": "card", "reference": "RF-1"}, "£39.00 to card, reference RF-1"),
        (PAID, {"amount": "39.00", "reference": "RF-1"}, "£39.00, reference RF-1"),
        (PAID, {"amount": "39.00", "paid_to": "{x} [y]", "reference": "…"}, "£39.00 to {x} [y], reference …"),
        (
            SENT,
            {"address": {"line1": "1 A St", "city": "York"}, "reference": "AC-1"},
            "1 A St, York, reference AC-1",
        ),
        (SENT, {"address": {"line1": "1 A St"}, "reference": "AC-1"}, "reference AC-1"),
        (SENT, {"address": "1 A St", "reference": "AC-1"}, "reference AC-1"),
    ],
)
def test_a_part_in_brackets_goes_when_nobody_knows_its_field(
    pattern: str, values: dict[str, object], line: str
) -> None:
    assert rules.filled(pattern, values) == line


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "14 Larch Terrace, Edinburgh, EH10 4BF",
            {"street": "14 Larch Terrace", "city": "Edinburgh", "new_postcode": "EH10 4BF"},
        ),
        (
            "Flat 2, 9 Mill Road, Leeds LS6 2QP",
            {"street": "Flat 2, 9 Mill Road", "city": "Leeds", "new_postcode": "LS6 2QP"},
        ),
        ("9 Mill Road", {"street": "9 Mill Road"}),
    ],
)
def test_an_address_in_one_line_has_its_parts(text: str, parts: dict[str, str]) -> None:
    assert rules.address_parts(text) == parts
