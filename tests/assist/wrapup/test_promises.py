from datetime import date

import pytest

from assist.wrapup.promises import due_date, is_promise

FRIDAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("sentence", "due"),
    [
        ("You will hear from us within 3 working days.", date(2026, 11, 25)),
        ("It takes 3 to 5 business days.", date(2026, 11, 27)),
        ("We'll be back within 2 days.", date(2026, 11, 22)),
        ("That takes a week.", date(2026, 11, 27)),
        ("Within 24 hours.", date(2026, 11, 21)),
        ("Within 36 hours.", date(2026, 11, 22)),
        ("It will arrive tomorrow.", date(2026, 11, 21)),
        ("It arrives on Monday.", date(2026, 11, 23)),
        ("By Friday you will have it.", date(2026, 11, 27)),
        ("On 3 December the carrier comes.", date(2026, 12, 3)),
        ("On January 5th at the latest.", date(2027, 1, 5)),
        ("On 31 February.", None),
        ("It will arrive soon.", None),
    ],
)
def test_the_day_of_a_promise(sentence: str, due: date | None) -> None:
    assert due_date(sentence, said_on=FRIDAY) == due


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("I'll send the replacement today.", True),
        ("We will refund it within 3 days.", True),
        ("You’ll receive a mail.", True),
        ("The parcel will arrive on Monday.", True),
        ("I'll check that for you now.", False),
        ("Let me have a look, I will be quick.", False),
        ("Your order was sent yesterday.", False),
    ],
)
def test_what_is_a_promise(sentence: str, expected: bool) -> None:
    assert is_promise(sentence) is expected
