from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from assist.suggestions.rules import (
    Candidate,
    History,
    Situation,
    choose,
    edit_distance,
    is_late,
    mark_unbacked,
    why_silent,
)
from assist.suggestions.slots import Known, fill
from assist.suggestions.values import in_words

KNOWN = {
    "customer.first_name": Known("Maya", "the customer's record"),
    "order.total": Known("£184.50", "find order", 7),
}
LIVE = Situation(is_with_person=True, layer=2, mode="live", is_asked=False, is_newest=True)


@pytest.mark.parametrize(
    ("text", "filled", "missing", "assumed"),
    [
        ("Hello {{customer.first_name}}.", "Hello Maya.", (), ()),
        ("Hello {{ customer.first_name|there }}.", "Hello Maya.", (), ()),
        ("Your {{order.item|order}} of {{order.total}}.", "Your order of £184.50.", (), ("order.item",)),
        ("It comes {{shipment.eta}}.", "It comes {{shipment.eta}}.", ("shipment.eta",), ()),
        ("No slots.", "No slots.", (), ()),
    ],
)
def test_slots_take_what_is_known_and_name_what_is_missing(
    text: str, filled: str, missing: tuple[str, ...], assumed: tuple[str, ...]
) -> None:
    result = fill(text, KNOWN)
    assert (result.text, result.missing, result.assumed) == (filled, missing, assumed)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({}, ""),
        ({"is_with_person": False}, "not_with_a_person"),
        ({"is_newest": False}, "newer_turn"),
        ({"layer": 3}, "layer_3"),
        ({"mode": "on_demand"}, "on_demand"),
        ({"mode": "quiet"}, "quiet"),
        ({"takes_card_data": True}, "card_data"),
        ({"layer": 3, "is_asked": True}, ""),
        ({"mode": "quiet", "is_asked": True}, ""),
        ({"takes_card_data": True, "is_asked": True}, "card_data"),
        ({"is_newest": False, "is_asked": True}, "newer_turn"),
        ({"is_with_person": False, "is_asked": True}, "not_with_a_person"),
    ],
)
def test_silence_has_a_reason(change: dict[str, object], why: str) -> None:
    assert why_silent(replace(LIVE, **change)) == why  # type: ignore[arg-type]


def test_a_suggestion_is_late_after_eight_seconds() -> None:
    asked = datetime(2026, 11, 21, 14, 0, tzinfo=UTC)
    assert not is_late(asked_at=asked, at=asked + timedelta(seconds=8), deadline_seconds=8)
    assert is_late(asked_at=asked, at=asked + timedelta(seconds=8.1), deadline_seconds=8)


def candidate(key: str, body: str, score: float, *unbacked: str) -> Candidate:
    return Candidate(key, body, score, (), unbacked=unbacked)


def test_the_best_three_are_chosen_in_order() -> None:
    texts = ["Cancel any day.", "Refunds take time.", "Our shop is in Leeds.", "Lamps have bulbs."]
    found = [candidate(f"k{n}", text, 0.6 + n / 100) for n, text in enumerate(texts)]
    assert [c.key for c in choose(found, History())] == ["k3", "k2", "k1"]


@pytest.mark.parametrize(
    ("found", "history", "keys"),
    [
        ([candidate("a", "One thing.", 0.3)], History(), []),
        ([candidate("a", "Send photo.", 0.9), candidate("a", "Keep box.", 0.8)], History(), ["a"]),
        ([candidate("a", "Send photo.", 0.9), candidate("b", "send photo.", 0.8)], History(), ["a"]),
        ([candidate("a", "Send photo.", 0.9)], History(frozenset({"a"})), []),
        ([candidate("a", "Send photo.", 0.9)], History(frozenset(), ("Send photo!",)), []),
        ([candidate("a", "It is £5.", 0.9, "It is £5."), candidate("b", "Keep box.", 0.6)], History(), ["b"]),
        ([candidate("a", "It is £5.", 0.9, "It is £5.")], History(), ["a"]),
    ],
)
def test_never_two_of_the_same_and_nothing_thin(
    found: list[Candidate], history: History, keys: list[str]
) -> None:
    assert [c.key for c in choose(found, history)] == keys


@pytest.mark.parametrize(
    ("suggested", "sent", "low", "high"),
    [
        ("Please keep the box.", "Please keep the box.", 0.0, 0.0),
        ("Please keep the box.", "Please  keep the\nbox.", 0.0, 0.0),
        ("Please keep the box for now.", "Please keep the box.", 0.05, 0.4),
        ("Please keep the box.", "We close at eight tonight", 1.0, 1.0),
    ],
)
def test_the_edit_distance_runs_from_nothing_to_everything(
    suggested: str, sent: str, low: float, high: float
) -> None:
    assert low <= edit_distance(suggested, sent) <= high


def test_unbacked_sentences_are_marked_and_everything_is_escaped() -> None:
    html = mark_unbacked("A & B. It costs £5.", ["It costs £5."])
    assert html == "A &amp; B. <mark>It costs £5.</mark>"


@pytest.mark.parametrize(
    ("key", "value", "currency", "words"),
    [
        ("total", "184.5", "GBP", "£184.50"),
        ("amount", "1200.00", "EUR", "€1,200.00"),
        ("eta", "2026-11-23", "", "Monday 23 November"),
        ("delivered_at", "2026-11-21T09:12:00+00:00", "", "Saturday 21 November, 09:12"),
        ("status", "out_for_delivery", "", "out for delivery"),
        ("number", "58213", "", "58213"),
        ("is_final", True, "", "yes"),
    ],
)
def test_values_read_as_a_person_would_write_them(key: str, value: object, currency: str, words: str) -> None:
    assert in_words(key, value, currency) == words
