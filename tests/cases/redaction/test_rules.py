import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.redaction.rules import card_spans, digits_of, passes_luhn, redact

CARD = "[card number removed]"
CODE = "[security code removed]"


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("my card is 4242424242424242 ok", f"my card is {CARD} ok"),
        ("4242 4242 4242 4242", CARD),
        ("4242-4242-4242-4242, exp 12/27", f"{CARD}, exp 12/27"),
        ("4242.4242.4242.4242", CARD),
        ("amex 3782 822463 10005 please", f"amex {CARD} please"),
        ("it's four two four two, four two four two, four two four two, four two four two", f"it's {CARD}"),
        ("forty-two forty two 4242 forty two forty two four two four two thanks", f"{CARD} thanks"),
        ("five five five five double five triple five four double four double four double four", None),
        ("the CVV is 123", f"the CVV is {CODE}"),
        ("cvc: 9 8 7", f"cvc: {CODE}"),
        ("security code four one nine", f"security code {CODE}"),
        ("the three digits on the back are 555", f"the three digits on the back are {CODE}"),
        ("card 4242424242424242 cvv 321", f"card {CARD} cvv {CODE}"),
        ("4242\u200b4242\u200b4242\u200b4242", CARD),
    ],
)
def test_card_numbers_and_their_codes_are_removed(text: str, stored: str | None) -> None:
    redacted = redact(text)
    if stored is not None:
        assert redacted.text == stored
    assert not card_spans(redacted.text)


@pytest.mark.parametrize(
    "text",
    [
        "Order 58213 has not arrived",
        "call me on +44 7700 900123",
        "the tracking number is 1Z999AA10123456784",
        "I paid £184.50 on 12/05/2026 and £64.00 on 14/05/2026",
        "4242424242424241 is not a card",
        "I have one or two questions about three lamps",
        "what is a CVV?",
        "the security code page does not open",
        "one of the 12 screws is missing, 3 of 4 legs are fine",
    ],
)
def test_other_numbers_stay(text: str) -> None:
    assert redact(text) == type(redact(text))(text, ())


def test_the_kinds_that_were_removed_are_named_once() -> None:
    assert redact("4242424242424242 and 5555555555554444 cvv 123").kinds == ("card number", "security code")


def luhn_numbers() -> st.SearchStrategy[str]:
    return st.text("0123456789", min_size=12, max_size=18).map(_with_check_digit)


def _with_check_digit(body: str) -> str:
    return next(body + digit for digit in "0123456789" if passes_luhn(body + digit))


words = st.text(st.characters(codec="utf-8", exclude_categories=("Nd", "Nl", "No")), max_size=20)
separators = st.sampled_from(["", " ", "-", " - ", ".", "\u00a0", "\n", " / "])


@given(number=luhn_numbers(), before=words, after=words, separator=separators, group=st.integers(1, 6))
def test_no_card_number_survives_however_it_is_spaced(
    number: str, before: str, after: str, separator: str, group: int
) -> None:
    written = separator.join(number[i : i + group] for i in range(0, len(number), group))
    stored = redact(f"{before} {written} {after}").text
    assert number not in re.sub(r"\D", "", stored)
    assert not card_spans(stored)


@given(st.text("0123456789 -.ab", max_size=80))
def test_no_run_of_13_to_19_digits_with_a_valid_check_digit_survives(text: str) -> None:
    stored = redact(text).text
    assert not card_spans(stored)
    for run in re.findall(r"\d{13,}", stored):
        assert not any(passes_luhn(part) for part in _stretches(run))


def _stretches(run: str) -> list[str]:
    """The whole run; of one that is too long for a card every part."""
    if len(run) <= 19:
        return [run]
    return [run[i : i + n] for i in range(len(run)) for n in range(13, 20) if i + n <= len(run)]


@given(st.text(max_size=200))
def test_redacting_twice_changes_nothing_more(text: str) -> None:
    once = redact(text)
    assert redact(once.text).text == once.text


def test_spoken_digits_are_read() -> None:
    assert "".join(d.value for d in digits_of("oh seven double four twenty-one thirty 9")) == "0744213" + "09"
