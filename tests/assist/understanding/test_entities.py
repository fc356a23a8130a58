from datetime import UTC, datetime
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assist.understanding.entities import find_entities
from assist.understanding.entities.ids import postal_check_holds
from assist.understanding.entities.money import decimal_of

AT = datetime(2026, 3, 4, 10, tzinfo=UTC)  # a Wednesday


def found(text: str) -> list[tuple[str, str]]:
    return [(entity.kind, entity.value) for entity in find_entities(text, at=AT)]


@pytest.mark.parametrize(
    ("text", "entities"),
    [
        ("Where is order 58213?", [("order_number", "58213")]),
        ("my order number is #58213.", [("order_number", "58213")]),
        ("it's 58307, thanks", [("order_number", "58307")]),
        ("order FL-58213 please", [("order_number", "FL-58213")]),
        ("My account is AC-204417", [("account_number", "AC-204417")]),
        ("I paid £1,249.50 for it", [("amount", "GBP 1249.50")]),
        ("refund of 20 pounds", [("amount", "GBP 20.00")]),
        ("that's 7,99 €", [("amount", "EUR 7.99")]),
        ("$59.99 and £64", [("amount", "USD 59.99"), ("amount", "GBP 64.00")]),
        ("charged £249 twice for order 58198", [("amount", "GBP 249.00"), ("order_number", "58198")]),
        ("write to Maya.L@Example.com", [("email", "maya.l@example.com")]),
        ("call me on 07700 900123", [("phone", "+447700900123")]),  # possible, though not assigned
        ("call me on 020 7946 0958 please", [("phone", "+442079460958")]),
        ("my postcode is bs14dj", [("postcode", "BS1 4DJ")]),
        ("it came yesterday", [("date", "2026-03-03")]),
        ("deliver it next Tuesday", [("date", "2026-03-10")]),
        ("it was due last Friday", [("date", "2026-02-27")]),
        ("on Friday please", [("date", "2026-03-06")]),
        ("ordered two weeks ago", [("date", "2026-02-18")]),
        ("ordered on 12/02/2026", [("date", "2026-02-12")]),
        ("since March 2nd", [("date", "2026-03-02")]),
        ("the second of May I think, or 2 May", [("date", "2026-05-02")]),
        ("on 2026-03-09", [("date", "2026-03-09")]),
        ("tracking number JD0002345678901", [("tracking_number", "JD0002345678901")]),
        ("RR123456785GB", [("tracking_number", "RR123456785GB")]),
        ("may I ask for 3 of 4 chairs", []),
        ("I have used it for 6 days and it's 100% broken", []),
        (
            "it costs 30000 lumens?",
            [("order_number", "30000")],
        ),  # any five digits may be an order: the tool decides
    ],
)
def test_entities_are_found_with_their_normal_form(text: str, entities: list[tuple[str, str]]) -> None:
    assert found(text) == entities


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Send it to 14 Hill Road, Bristol, BS1 4DJ please", "14 Hill Road, Bristol, BS1 4DJ"),
        ("I moved to Flat 2, 8 Larch Terrace, Leeds ls2 9jt", "Flat 2, 8 Larch Terrace, Leeds LS2 9JT"),
        ("my address is 22b Mill Lane", "22b Mill Lane"),
    ],
)
def test_addresses_are_found_whole(text: str, value: str) -> None:
    assert ("address", value) in found(text)


def test_a_card_number_is_masked() -> None:
    assert found("card 4242 4242 4242 4242") == [("card", "···· 4242")]


@given(st.text(max_size=120))
def test_spans_point_at_the_text_and_never_overlap(text: str) -> None:
    entities = find_entities(text, at=AT)
    assert all(text[e.start : e.end] == e.text and e.value for e in entities)
    assert all(a.end <= b.start for a, b in pairwise(entities))


@given(st.decimals(min_value=0, max_value=999_999, places=2))
def test_an_amount_keeps_its_value_however_it_is_grouped(amount: Decimal) -> None:
    assert decimal_of(f"{amount:,.2f}") == amount
    assert found(f"it was £{amount:,.2f} in all") == [("amount", f"GBP {amount:.2f}")]


@given(st.dates(min_value=AT.date().replace(year=2020), max_value=AT.date().replace(year=2030)))
def test_a_written_date_is_read_day_first(day: object) -> None:
    assert found(f"on {day:%d/%m/%Y}") == [("date", f"{day:%Y-%m-%d}")]
    assert found(f"on {day:%-d %B %Y}") == [("date", f"{day:%Y-%m-%d}")]


def test_a_postal_number_with_a_wrong_check_digit_is_none() -> None:
    assert postal_check_holds("RR123456785GB")
    assert not postal_check_holds("RR123456784GB")


def test_a_tenants_own_patterns_replace_the_defaults() -> None:
    entities = find_entities("policy ZX-11 and 58213", at=AT, id_patterns={"policy_number": r"\bZX-\d\d\b"})
    assert [(e.kind, e.value) for e in entities] == [("policy_number", "ZX-11")]
