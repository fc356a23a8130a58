"""What the AI agent says is filled from receipts and articles, and never holds a figure of its own."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assist.frontline import wording
from assist.frontline.answering import answer_for
from assist.frontline.evidence import numbers_in, unbacked_numbers
from assist.frontline.rules import ASKS
from assist.frontline.situation import HandOver, Passage, Receipt, Situation, Tell
from assist.frontline.wording import NothingToSay, tell_receipt

TODAY = date(2026, 11, 21)
SHIPMENT = {"carrier": "Northvan", "tracking_number": "NV58307GB"}


def tracked(status: str, **fields: object) -> Receipt:
    output = {"order_number": "58307", "status": status, "shipment": SHIPMENT, **fields}
    return Receipt("track_shipment", 12, {"order_number": "58307"}, output)


@pytest.mark.parametrize(
    ("receipt", "text"),
    [
        (tracked("out_for_delivery", expected_on="2026-11-21"),
         "Order 58307 is out for delivery with Northvan, tracking number NV58307GB. It is expected on Saturday 21 November."),
        (tracked("dispatched", expected_on="2026-11-19"),
         "Order 58307 is on its way with Northvan, tracking number NV58307GB. "
         "It was expected on Thursday 19 November and is late; I'm sorry about that."),
        (tracked("delivered", delivered_at="2026-11-20T09:12:00+00:00"),
         "Order 58307 was delivered by Northvan on Friday 20 November at 09:12."),
        (tracked("processing", shipment=None), "Order 58307 is being packed and has not left our warehouse yet."),
    ],
)  # fmt: skip
def test_a_shipment_is_told_as_the_carrier_confirmed_it(receipt: Receipt, text: str) -> None:
    message = tell_receipt(receipt, today=TODAY)
    assert message.text == text
    assert message.sources[0].seq == 12
    assert not unbacked_numbers(message.text, message.evidence)


@pytest.mark.parametrize(
    ("zone", "words"),
    [
        ("Europe/Berlin", "on Saturday 21 November at 00:30"),
        ("America/New_York", "on Friday 20 November at 18:30"),
    ],
)
def test_a_time_is_told_in_the_company_s_zone(zone: str, words: str, settings: Any) -> None:
    settings.TIME_ZONE = zone
    message = tell_receipt(tracked("delivered", delivered_at="2026-11-20T23:30:00+00:00"), today=TODAY)
    assert words in message.text
    assert not unbacked_numbers(message.text, message.evidence)


@pytest.mark.parametrize(
    "receipt",
    [
        tracked("lost"),
        tracked("dispatched", shipment=None),
        tracked("delivered"),
        Receipt("change_address", 1, {}, {"address": {}}),
    ],
)
def test_a_receipt_that_lacks_a_field_says_nothing(receipt: Receipt) -> None:
    with pytest.raises(NothingToSay):
        tell_receipt(receipt, today=TODAY)


def test_a_changed_address_is_told_with_its_confirmation() -> None:
    address = {"line1": "14 Larch Terrace", "city": "Edinburgh", "postcode": "EH10 4BF"}
    receipt = Receipt(
        "change_address", 30, {}, {"address": address, "reference": "AC-10042", "orders": ["58344"]}
    )
    text = tell_receipt(receipt, today=TODAY).text
    assert text == (
        "I have changed the delivery address to 14 Larch Terrace, Edinburgh EH10 4BF. "
        "The confirmation is AC-10042. Order 58344 goes there."
    )


def test_no_template_holds_a_figure() -> None:
    texts = [
        value
        for value in vars(wording).values()
        if isinstance(value, str) and " " in value and value is not wording.__doc__
    ]
    texts += [*wording.HAND_OVER_BY_REASON.values(), *wording.STATUS.values(), *ASKS.values()]
    assert not any(numbers_in(text) for text in texts)


@given(st.integers(min_value=0, max_value=99_999), st.integers(min_value=0, max_value=99_999))
def test_a_number_that_no_evidence_holds_is_found(told: int, known: int) -> None:
    found = unbacked_numbers(f"It costs £{told} in all", [f"the price is {known}"])
    assert bool(found) == (told != known)


STATES = st.sampled_from(["processing", "dispatched", "out_for_delivery", "delivered", "cancelled"])
DAYS = st.dates(min_value=date(2024, 1, 1), max_value=date(2030, 12, 31)).map(date.isoformat)
MOMENTS = st.datetimes(min_value=datetime(2024, 1, 1), max_value=datetime(2030, 1, 1), timezones=st.just(UTC))


@given(
    number=st.integers(10_000, 99_999_999).map(str),
    status=STATES,
    expected_on=st.none() | DAYS,
    delivered_at=st.none() | MOMENTS.map(datetime.isoformat),
    tracking=st.integers(1, 10**9).map("NV{}GB".format),
)
def test_whatever_the_tracking_says_no_number_is_invented(
    number: str, status: str, expected_on: str | None, delivered_at: str | None, tracking: str
) -> None:
    shipment = {"carrier": "Northvan", "tracking_number": tracking}
    output = {
        "order_number": number,
        "status": status,
        "expected_on": expected_on,
        "delivered_at": delivered_at,
    }
    try:
        message = tell_receipt(
            Receipt("track_shipment", 1, {}, {**output, "shipment": shipment}), today=TODAY
        )
    except NothingToSay:
        return
    assert not unbacked_numbers(message.text, message.evidence)


def test_an_answer_with_a_number_that_its_source_lacks_becomes_a_handover() -> None:
    invented = Passage(
        "Refunds", "You get £50 back.", "/knowledge/refunds/", True, evidence="You get your money back."
    )
    now = Situation(intent="faq_policy", words="Do I get money back?", seq=3, heard="Do I get money back?")
    answer = answer_for(Tell("answer", article=invented), (), now, today=TODAY)
    assert isinstance(answer.move, HandOver)
    assert answer.message is not None
    assert not numbers_in(answer.message.text)
