import re
from datetime import UTC, datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.redaction.cards import passes_luhn
from cases.redaction.digits import digits_of
from cases.redaction.rules import redact, redact_printed
from cases.redaction.split import split_card
from cases.redaction.structures import redacted_id, redacted_json

NUMBER = "4242424242424242"
REMOVED = "[card number removed]"
SPOKEN = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
ZEROS = "0٠०０𝟎"  # decimal digits of five scripts follow their zero


def card_numbers() -> st.SearchStrategy[str]:
    return st.text("0123456789", min_size=12, max_size=18).map(
        lambda body: next(body + digit for digit in "0123456789" if passes_luhn(body + digit))
    )


def written(number: str, zeros: list[str], separators: list[str], spoken: list[bool]) -> str:
    """Each digit in a script of its own or as a word, with its own separator behind it."""
    parts = []
    for place, digit in enumerate(number):
        zero, is_word = zeros[place % len(zeros)], spoken[place % len(spoken)]
        parts.append(f" {SPOKEN[int(digit)]} " if is_word else chr(ord(zero) + int(digit)))
        parts.append(separators[place % len(separators)])
    return "".join(parts)


@given(
    number=card_numbers(),
    zeros=st.lists(st.sampled_from(ZEROS), min_size=1, max_size=5),
    separators=st.lists(
        st.sampled_from(["", " ", "-", "\u200b", "\u00a0", "_", ", then ", " and ", "\n"]),
        min_size=1,
        max_size=4,
    ),
    spoken=st.lists(st.booleans(), min_size=1, max_size=4),
)
def test_no_card_number_survives_in_mixed_scripts_words_and_separators(
    number: str, zeros: list[str], separators: list[str], spoken: list[bool]
) -> None:
    kept = redact(f"card {written(number, zeros, separators, spoken)} thanks").text
    assert number not in "".join(digit.value for digit in digits_of(kept))


json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=20)
    | card_numbers()
    | card_numbers().map(int),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5) | card_numbers(), inner, max_size=3)
    ),
    max_leaves=12,
)


def leaves(value: object) -> list[str]:
    if isinstance(value, dict):
        return [leaf for pair in value.items() for part in pair for leaf in leaves(part)]
    if isinstance(value, list):
        return [leaf for part in value for leaf in leaves(part)]
    return [] if value is None or isinstance(value, bool) else [str(value)]


@given(json_values)
def test_no_card_number_survives_anywhere_in_json(value: object) -> None:
    for leaf in leaves(redacted_json(value)):
        for run in re.findall(r"(?<!\d)\d{13,19}(?!\d)", leaf):
            is_time = len(run) in (13, 16) and run.startswith("1")
            assert is_time or not passes_luhn(run)


days = st.datetimes(datetime(1900, 1, 1), datetime(2099, 12, 31), timezones=st.just(UTC))


@given(days, st.uuids())
def test_times_and_uuids_of_machines_stay(at: datetime, uuid: UUID) -> None:
    value = {"at": at.isoformat(), "id": str(uuid), "text": f"delivered {at:%Y-%m-%d %H:%M:%S} by car"}
    assert redacted_json(value) == value


@given(card_numbers(), card_numbers())
def test_an_id_that_holds_a_card_number_becomes_another_one_and_always_the_same(one: str, other: str) -> None:
    kept = redacted_id(f"order-{one}", b"key")
    assert one not in kept
    assert kept == redacted_id(f"order-{one}", b"key")
    assert (kept == redacted_id(f"order-{other}", b"key")) == (one == other)
    assert kept != redacted_id(f"order-{one}", b"another key")


@pytest.mark.parametrize(
    "value", ["order-58213", "call-back:17:2026-11-21", "0d1f9c1e5a7b4c0e8a2f6b3d9e7c5a10", ""]
)
def test_other_ids_stay(value: str) -> None:
    assert redacted_id(value, b"key") == value


@pytest.mark.parametrize(
    "text",
    [
        "| 10.00 | 20.00 | 30.00 | 40.00 | 50.00 |",
        "1. 2. 3. 4. 5. 6. 7. 8. 9. 10. 11. 12. 13.",
        "Sizes 36 37 38 39 40 41 42 43",
        "Opening 09:00-17:00, 09:00-17:00, 10:00-16:00",
    ],
)
def test_tables_of_figures_stay_where_staff_write(text: str) -> None:
    assert redact_printed(text).text == text


@pytest.mark.parametrize("text", [NUMBER, "4242 4242 4242 4242", "4242-4242-4242-4242", "3782 822463 10005"])
def test_printed_numbers_go_where_staff_write(text: str) -> None:
    assert redact_printed(f"Test with {text}.").text == f"Test with {REMOVED}."


@pytest.mark.parametrize(
    ("earlier", "text", "places"),
    [
        (["my card is 4242 4242"], "4242 4242", [(1, (11, 20)), (0, (0, 9))]),
        (["4242", "4242", "4242"], "and 4242", [(3, (0, 4)), (2, (0, 4)), (1, (0, 4)), (0, (4, 8))]),
        (["3782 822463"], "10005", [(1, (0, 11)), (0, (0, 5))]),
        (["four two four two 4242"], "4242 4242", [(1, (0, 22)), (0, (0, 9))]),
        (["order 58213"], "07700 900123", []),
        (["4242 4242 is the order"], "4242 4242", []),
        (["4242 4242"], "4242 4241", []),
        ([], "4242 4242", []),
    ],
)
def test_a_number_in_pieces_is_found_where_each_piece_stands(
    earlier: list[str], text: str, places: list[tuple[int, tuple[int, int]]]
) -> None:
    assert split_card(earlier, text) == places


@pytest.mark.parametrize("text", ["+4915112345678", "call +49 151 1234 5678"])
def test_phone_numbers_in_the_international_form_stay(text: str) -> None:
    assert redact(text).text == text


def test_the_code_behind_card_and_date_goes_too() -> None:
    assert redact("4242 4242 4242 4242 exp 12/27 123").text == f"{REMOVED} exp 12/27 [security code removed]"
    assert redact(NUMBER + "123").text == REMOVED
