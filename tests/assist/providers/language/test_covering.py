"""What is covered, what stays, and that it comes back as it was."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assist.providers.language.covering import Cover, plain
from cases.redaction.rules import passes_luhn

CARDS = ["4242424242424242", "5555555555554444", "378282246310005", "6011111111111117", "4000056655665556"]


@pytest.mark.parametrize(
    ("text", "secret", "kind"),
    [
        ("Write to maya.lindqvist+shop@mail.example.co.uk today", "maya.lindqvist", "EMAIL"),
        ("maya (at) example.com is mine", "example.com", "EMAIL"),
        ("m\u200baya@exam\u200bple.com", "exam", "EMAIL"),
        ("maya＠example.com", "example", "EMAIL"),
        ("Call me on 07700 900123 please", "07700", "PHONE"),
        ("Call +44 (0)20 7946 0958.", "7946", "PHONE"),
        ("my number is oh seven seven oh oh nine double oh one two three", "seven seven", "NUMBER"),
        ("Order FJ-58211 has not come", "58211", "ID"),
        ("order number 1048822", "1048822", "ID"),
        ("parcel JD0002231188442", "JD0002", "ID"),
        ("ref. a8f-22k-991", "a8f-22k", "ID"),
        ("IBAN GB29 NWBK 6016 1331 9268 19 is mine", "NWBK", "ACCOUNT"),
        ("sort code 20-11-33, account 83320011", "83320011", "ACCOUNT"),
        ("I live at 14 Harbour View Road, Bristol BS1 4ST", "Harbour", "ADDRESS"),
        ("I live at 14 Harbour View Road, Bristol BS1 4ST", "BS1", "POSTCODE"),
        ("born on 12 March 1984", "March", "BIRTH"),
        ("DOB: 12/03/1984", "1984", "BIRTH"),
        ("my NI number is QQ 12 34 56 C".replace("QQ", "AB"), "34 56", "PERSONID"),
        ("my name is Oskar Nyberg and", "Oskar", "NAME"),
        ("my wife Greta ordered it", "Greta", "NAME"),
        ("I am Oliver Grant's wife", "Oliver", "NAME"),
        ('{"customer_name": "Oliver Grant", "items": "Lamp"}', "Oliver", "NAME"),
        ("customer.name: Oliver Grant; order.total: £64", "Oliver", "NAME"),
        ("Thanks.\nKind regards,\nOskar Nyberg", "Nyberg", "NAME"),
        ("Mrs Okonkwo-Hale called", "Okonkwo", "NAME"),
        ("I am diabetic and need the fridge", "diabetic", "HEALTH"),
        ("I had surgery on Monday", "surgery", "HEALTH"),
        ("see https://shop.example/reset?token=abc", "token", "LINK"),
    ],
)
def test_what_tells_who_somebody_is_gets_a_placeholder(text: str, secret: str, kind: str) -> None:
    cover = Cover()
    left = cover.over(text)
    assert secret not in left
    assert kind in cover.kinds
    assert cover.off(left) == plain(text)


@pytest.mark.parametrize(
    "text",
    [
        "I paid £10,000.50 on 2026-11-23 and 3 of 12 chairs came",
        "The refund takes 5 working days, 20% less, at 14:30",
        "That is 12500 pounds, or £12500",
        "I will be home in May or June, on the 3rd",
        "2 days a week on the way home, the 14 day rule",
        "It says delivered at 2026-11-21T08:15:00Z",
        "Section 3 of the returns article",
    ],
)
def test_what_tells_nothing_stays_as_it_is(text: str) -> None:
    assert Cover(names=["Will Ward"]).over(text) == text


def test_known_names_and_ids_are_covered_wherever_they_stand() -> None:
    cover = Cover(names=["Maya Lindqvist", "Will Ward"], ids=["LOYAL/7", "maya@x.example"])
    left = cover.over("MAYA here, maya lindqvist. Will said he will ask. LOYAL/7, maya@x.example")
    assert left == "[NAME_2] here, [NAME_1]. [NAME_3] said he will ask. [ID_1], [EMAIL_1]"


def test_a_name_that_one_piece_announces_is_covered_in_all_of_them() -> None:
    cover = Cover()
    pieces = [
        "Is Oliver's parcel there?",
        '{"order.customer_name": "Oliver Grant"}',
        "Mr Grant signed for it",
    ]
    cover.learn(pieces)
    left = " ".join(map(cover.over, pieces))
    assert "Oliver" not in left
    assert "Grant" not in left


def test_the_same_words_are_the_same_placeholder_in_every_piece() -> None:
    cover = Cover()
    one, other = cover.over("Order FJ-58211"), cover.over("fj-58211 and FJ-58212")
    assert (one, other) == ("Order [ID_1]", "[ID_1] and [ID_2]")


@pytest.mark.parametrize("text", ["[NAME_1]", "[ name_1 ]", "［NAME_1］", "[NA\u200bME_1]"])
def test_a_customer_cannot_write_a_placeholder(text: str) -> None:
    cover = Cover(names=["Maya"])
    cover.over("Maya")
    assert "Maya" not in cover.off(cover.over(f"who is {text}?"))


def test_a_placeholder_that_stands_for_nothing_is_found() -> None:
    cover = Cover(names=["Maya"])
    cover.over("Maya")
    assert cover.invented("[NAME_1] and [NAME_2]") == ["[NAME_2]"]


def test_a_card_never_comes_back() -> None:
    cover = Cover()
    left = cover.over("card 4242 4242 4242 4242, CVV 123")
    assert cover.off(left) == left
    assert "4242" not in left
    assert "123" not in left


@given(
    card=st.sampled_from(CARDS),
    joint=st.sampled_from(["", " ", "-", ".", " - ", "\u200b", "\u00a0"]),
    before=st.text(max_size=20),
    after=st.text(max_size=20),
)
def test_no_card_leaves_whatever_stands_around_it(card: str, joint: str, before: str, after: str) -> None:
    left = Cover().over(f"{before} {joint.join(card)} {after}")
    digits = re.sub(r"\D", "", left)
    runs = [digits[i : i + n] for n in range(13, 20) for i in range(len(digits) - n + 1)]
    assert card not in digits
    assert not re.search(r"\d{13,19}", left)
    assert not [run for run in runs if run == card and passes_luhn(run)]


@given(st.text(max_size=300))
def test_covering_and_uncovering_lose_nothing_but_cards(text: str) -> None:
    cover = Cover(names=["Maya Lindqvist"])
    left = cover.over(text)
    if "removed]" not in left and not re.search(r"\[\s*\w+_\d+\s*\]", plain(text)):
        assert cover.off(left) == plain(text)
