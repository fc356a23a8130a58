from datetime import UTC, datetime

import pytest

from assist.understanding.entities import find_entities
from assist.understanding.entities.ids import DEFAULT_PATTERNS
from assist.understanding.requests import carries_none, only_remarks

AT = datetime(2026, 3, 4, 10, tzinfo=UTC)


def carries(text: str) -> bool:
    found = find_entities(text, at=AT, region="GB", id_patterns=DEFAULT_PATTERNS)
    return not carries_none(text, tuple(found))


@pytest.mark.parametrize(
    "text",
    [
        "yes please",
        "yes please, the second one",
        "no, Tuesday works for me",
        "ok go ahead with that",
        "that one please",
        "thanks",
        "it's 58213",
        "my email is maya@example.com",
        "real person please",
        "can I speak to someone please",
        "I'd like to talk to a human now",
        "put me through to a manager",
    ],
)
def test_an_answer_or_a_wish_for_a_person_is_no_request_of_its_own(text: str) -> None:
    assert not carries(text)


@pytest.mark.parametrize(
    "text",
    [
        "refund please",
        "yes, and where is my other parcel?",
        "no, cancel it",
        "I want to speak to someone about my refund",
        "get me a person, your driver was rude to my mother",
        "ok but the lamp is broken",
        "where is order 58213",
        "the second one arrived damaged",
    ],
)
def test_a_request_stays_one_whatever_stands_around_it(text: str) -> None:
    assert carries(text)


@pytest.mark.parametrize(
    ("text", "is_remark"),
    [
        ("OK, that's clear. Thank you.", True),
        ("Yes, that solves it. Thank you!", True),
        ("Thanks, that's what I wanted to know.", True),
        ("it was the one in the corner", True),
        ("Can you recommend a good film for tonight", False),
        ("I'd like to borrow lamps for a play", False),
        ("thanks but that doesn't answer my question", False),
        ("And who won the match?", False),
    ],
)
def test_a_remark_asks_for_nothing(text: str, is_remark: bool) -> None:
    assert only_remarks(text) is is_remark
