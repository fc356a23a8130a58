"""Every validator against all numbers of its form: right ones are found whole and in normal form, wrong ones are not."""

import string
from datetime import UTC, date, datetime

import phonenumbers
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from assist.understanding.course.repeating import given_again
from assist.understanding.entities import find_entities
from assist.understanding.entities.contacts import normal_postcode
from assist.understanding.entities.ids import postal_check_holds
from assist.understanding.rules import Entity
from cases.redaction.ibans import iban_check_holds
from cases.redaction.rules import passes_luhn

AT = datetime(2026, 3, 4, 10, tzinfo=UTC)
AROUND = st.sampled_from(
    [("", ""), ("It is ", ", thanks."), ("(", ")"), ("please use\n", "\nbest wishes"), ("ÄÖ – ", " … 👍")]
)


def of_kind(kind: str, text: str) -> list[Entity]:
    return [entity for entity in find_entities(text, at=AT) if entity.kind == kind]


def only(kind: str, around: tuple[str, str], written: str) -> Entity:
    """The one entity of the kind, which must stand exactly where it was written."""
    text = f"{around[0]}{written}{around[1]}"
    found = of_kind(kind, text)
    assert len(found) == 1, text
    assert text[found[0].start : found[0].end] == found[0].text == written
    return found[0]


def groups(text: str, size: int, separator: str) -> str:
    return separator.join(text[i : i + size] for i in range(0, len(text), size))


countries = st.sampled_from([("DE", 18), ("NL", 14), ("GB", 18), ("FR", 23), ("NO", 11), ("ES", 20)])
signs = st.text(string.ascii_uppercase + string.digits, min_size=30, max_size=30)


@given(countries, signs, st.sampled_from(["", " ", "-"]), AROUND, st.booleans())
def test_an_iban_with_right_check_digits_is_found(
    country: tuple[str, int], body: str, separator: str, around: tuple[str, str], is_small: bool
) -> None:
    code, length = country
    assume(not (is_small and separator == " "))  # small letters in groups read like words
    rest = body[:length]
    check = next(f"{n:02}" for n in range(2, 99) if iban_check_holds(f"{code}{n:02}{rest}"))
    written = groups(f"{code}{check}{rest}", 4, separator)
    found = only("iban", around, written.lower() if is_small else written)
    assert found.value == f"{code}{check}{rest}"


@given(countries, signs, st.integers(1, 96))
def test_an_iban_with_another_check_number_is_none(country: tuple[str, int], body: str, other: int) -> None:
    code, length = country
    rest = body[:length]
    right = next(n for n in range(2, 99) if iban_check_holds(f"{code}{n:02}{rest}"))
    wrong = 2 + (right - 2 + other) % 97
    assert not of_kind("iban", f"pay {code}{wrong:02}{rest} now")


@given(st.text(string.digits, min_size=12, max_size=18), st.sampled_from(["", " ", "-"]))
def test_a_card_is_one_only_with_a_right_check_digit(body: str, separator: str) -> None:
    digits = {passes_luhn(body + digit): body + digit for digit in string.digits}
    found = of_kind("card", f"my card {groups(digits[True], 4, separator)} ok")
    assert [entity.value for entity in found] == [f"···· {digits[True][-4:]}"]
    assume(len(body) <= 16)  # a longer one may be a card with its code
    assert not of_kind("card", f"my card {digits[False]} ok")


@given(st.sampled_from(["GB", "DE", "US", "FR", "NO", "IN", "AU"]), AROUND)
def test_a_valid_phone_number_of_any_country_is_found_in_the_international_form(
    region: str, around: tuple[str, str]
) -> None:
    number = phonenumbers.example_number_for_type(region, phonenumbers.PhoneNumberType.MOBILE)
    shape = phonenumbers.PhoneNumberFormat
    written = phonenumbers.format_number(number, shape.INTERNATIONAL)
    assert only("phone", around, written).value == phonenumbers.format_number(number, shape.E164)


local = st.text(string.ascii_letters + string.digits + "_", min_size=1, max_size=12)
labels = st.text(string.ascii_lowercase, min_size=2, max_size=10)


@given(local, labels, labels, AROUND)
def test_an_e_mail_address_is_found_in_small_letters(
    name: str, host: str, top: str, around: tuple[str, str]
) -> None:
    written = f"{name}@{host}.{top}"
    assert only("email", around, written).value == written.lower()


outward = st.builds("{}{}".format, st.sampled_from(["BS", "LS", "M", "EH", "CF", "B"]), st.integers(1, 99))
inward = st.builds("{}{}".format, st.integers(0, 9), st.text("ABDEFGHJLNPQRSTUWXYZ", min_size=2, max_size=2))


@given(outward, inward, st.booleans(), st.booleans())
def test_a_postcode_has_one_normal_form(out: str, into: str, is_spaced: bool, is_small: bool) -> None:
    written = f"{out}{' ' if is_spaced else ''}{into}"
    written = written.lower() if is_small else written
    assert normal_postcode(written) == f"{out} {into}"
    assert only("postcode", ("postcode ", " please"), written).value == f"{out} {into}"


@given(st.text(string.digits, min_size=8, max_size=8))
def test_a_postal_number_needs_its_check_digit(body: str) -> None:
    right = next(digit for digit in string.digits if postal_check_holds(f"RR{body}{digit}GB"))
    assert only("tracking_number", ("it is ", " I think"), f"RR{body}{right}GB").value == f"RR{body}{right}GB"
    wrong = str((int(right) + 1) % 10)
    assert not of_kind("tracking_number", f"RR{body}{wrong}GB")


@given(st.dates(date(2020, 1, 1), date(2032, 12, 31)), AROUND)
def test_a_written_date_is_found_exactly_where_it_stands(day: date, around: tuple[str, str]) -> None:
    for shape in ("%d/%m/%Y", "%-d %B %Y", "%B %-d, %Y", "%Y-%m-%d"):
        assert only("date", around, day.strftime(shape)).value == day.isoformat()


@given(
    st.integers(10_000, 99_999),
    st.sampled_from(["order {}", "order number {}", "order no. #{}", "my order is {}"]),
)
def test_an_order_number_is_found_without_the_words_around_it(number: int, words: str) -> None:
    found = of_kind("order_number", words.format(number))
    assert [entity.value for entity in found] == [str(number)]


@given(st.text(max_size=200))
def test_places_are_exact_and_every_entity_names_its_validator(text: str) -> None:
    for entity in find_entities(text, at=AT):
        assert text[entity.start : entity.end] == entity.text
        assert entity.value
        assert entity.validator


@pytest.mark.parametrize(
    ("text", "answer", "is_repeated"),
    [
        ("58213", "Could you give me your order number?", True),
        ("Again: 58213", "One moment.", True),
        ("Please cancel 58213 too", "Your other order is cancelled.", False),
        ("58214", "Could you give me your order number?", False),
        ("maya@example.com", "What is your e-mail address?", True),
        ("maya@example.com", "What is your order number?", False),
    ],
)
def test_a_value_that_was_known_and_is_asked_for_again_is_a_repetition(
    text: str, answer: str, is_repeated: bool
) -> None:
    known = {"58213", "maya@example.com"}
    assert bool(given_again(text, find_entities(text, at=AT), known, (answer,))) is is_repeated
