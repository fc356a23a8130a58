"""What the AI agent says is filled from receipts and articles, and never holds a figure of its own."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assist.frontline import wording
from assist.frontline.rules import ASKS, Receipt
from assist.frontline.wording import NothingToSay, numbers_in, tell_receipt, unbacked_numbers

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
