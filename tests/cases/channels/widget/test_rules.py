from datetime import UTC, datetime

import pytest

from cases.channels.widget.refusals import EmailNotValid, TextEmpty, TextTooLong
from cases.channels.widget.rules import (
    Answers,
    Limit,
    checked_email,
    checked_text,
    frame_ancestors,
    is_own_origin,
    who_answers,
    window_of,
)


@pytest.mark.parametrize(
    ("owner", "is_over", "expected"),
    [
        ("ai_agent", False, Answers.AI),
        ("queue", False, Answers.WAITING),
        ("agent", False, Answers.PERSON),
        ("nobody", True, Answers.CLOSED),
        ("agent", True, Answers.CLOSED),
    ],
)
def test_the_owner_says_who_answers(owner: str, is_over: bool, expected: Answers) -> None:
    assert who_answers(owner=owner, is_over=is_over) == expected


@pytest.mark.parametrize(
    ("allowed", "expected"),
    [
        ([], ["'none'"]),
        (["self"], ["'self'"]),
        (["https://Shop.example/cart"], ["https://shop.example"]),
        (["javascript:alert(1)", "*"], ["'none'"]),
        (["http://localhost:8080", "self"], ["http://localhost:8080", "'self'"]),
    ],
)
def test_only_plain_origins_may_show_the_frame(allowed: list[str], expected: list[str]) -> None:
    assert frame_ancestors(allowed) == expected


@pytest.mark.parametrize(
    ("origin", "host", "expected"),
    [
        (None, "desk.example", True),
        ("https://desk.example", "desk.example", True),
        ("http://127.0.0.1:8000", "127.0.0.1:8000", True),
        ("http://127.0.0.1:9000", "127.0.0.1:8000", False),
        ("https://evil.example", "desk.example", False),
        ("null", "desk.example", False),
    ],
)
def test_a_foreign_origin_is_not_our_own(origin: str | None, host: str, expected: bool) -> None:
    assert is_own_origin(origin, host) is expected


def test_text_keeps_lines_and_loses_control_characters() -> None:
    assert checked_text("  a\n\tb\x00\x07  ") == "a\n\tb"


def test_an_empty_text_is_refused() -> None:
    with pytest.raises(TextEmpty):
        checked_text(" \n ")


def test_a_text_that_is_too_long_is_refused_with_both_lengths() -> None:
    with pytest.raises(TextTooLong, match="4001 characters, at most 4000"):
        checked_text("x" * 4001)


@pytest.mark.parametrize("email", ["maya", "@x.example", "a@b", "a b@c.example"])
def test_what_is_no_email_is_refused(email: str) -> None:
    with pytest.raises(EmailNotValid):
        checked_email(email)


def test_an_email_is_optional_and_kept_in_lower_case() -> None:
    assert (checked_email(None), checked_email(" Maya@Example.com ")) == ("", "maya@example.com")


def test_a_window_ends_at_its_seconds() -> None:
    assert window_of(Limit(1, 30), datetime.fromtimestamp(65, UTC)) == (2, 25)
