"""Suggested replies on the demo's own content: whether the first one makes sense in its case."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from django.db import transaction

from assist.knowledge.actions import load_articles, load_saved_replies
from assist.suggestions.engine import candidates_for
from assist.suggestions.payments import fits_payment, ways_named
from assist.suggestions.rules import History, choose
from cases.events.actors import SYSTEM
from cases.events.models import Event
from cases.interactions.models import Interaction, Turn

DEMO = Path("agentdesk/demo/content")
MONITOR = {"number": "58213", "status": "delivered", "items": ["Vidsyn 27 monitor"], "paid": "184.50"}
CARD, PAYPAL = {"payment": "Visa ending 4417"}, {"payment": "PayPal"}

# intent, what the order says, the customer's turns, what the first reply says, what no reply may say
SENSE: list[tuple[str, dict[str, str], list[str], str, str]] = [
    ("damaged_on_arrival", CARD, ["My monitor arrived cracked", "So can I get the refund today?"], "3 working days", "PayPal"),
    ("damaged_on_arrival", PAYPAL, ["My monitor arrived cracked", "When do I get the refund?"], "same day", "your card"),
    ("damaged_on_arrival", CARD, ["My monitor arrived with a cracked screen"], "replacement", "PayPal"),
    ("damaged_on_arrival", CARD, ["Can you send the replacement today?"], "14:00", "PayPal"),
    ("damaged_on_arrival", CARD, ["It is broken.", "Do I have to keep the box?"], "keep the box", "PayPal"),
    ("opening_hours", {}, ["What are your opening hours on Saturday?"], "Saturday from 9:00 to 17:00", "PayPal"),
    ("opening_hours", {}, ["When is the showroom in Leeds open?"], "Tuesday to Saturday", ""),
    ("faq_policy", {}, ["How long do I have to return something?"], "30 days", "PayPal"),
    ("faq_policy", {}, ["Do you deliver to Northern Ireland?"], "Northern Ireland", ""),
    ("faq_policy", {}, ["How much is standard delivery?"], "£3.95", ""),
    ("billing_question", {}, ["Can I pay with PayPal?"], "We accept Visa", ""),
    ("password_reset", {}, ["I forgot my password"], "Forgot password?", ""),
    ("account_unlock", {}, ["I typed the wrong password too often and am locked out"], "30 minutes", ""),
    ("cancel_plan", {}, ["Can I put my Care plan on hold for a while?"], "up to 3 months", "PayPal"),
    ("refund_status", PAYPAL, ["How long does my refund take?"], "same day", "3 working days"),
]  # fmt: skip


@pytest.fixture
def shop(db: None, at: datetime) -> None:
    load_articles(DEMO / "articles", by=SYSTEM, at=at)
    load_saved_replies(DEMO / "saved_replies.yaml", by=SYSTEM, at=at)


def test_the_first_reply_makes_sense(
    shop: None,
    connected: Interaction,
    says: Callable[..., Turn],
    returned: Callable[..., Event],
    at: datetime,
) -> None:
    """Every row in a contact of its own; a row that goes wrong is named with what was suggested instead."""
    wrong = {}
    for intent, order, turns, says_first, never in SENSE:
        with transaction.atomic():
            chosen = _replies(connected, intent, order, turns, says, returned, at)
            transaction.set_rollback(True)
        first = chosen[0] if chosen else ""
        if says_first not in first or any(never and never in body for body in chosen):
            wrong[turns[-1]] = chosen
    assert not wrong, f"{len(SENSE) - len(wrong)} of {len(SENSE)} make sense, not {wrong}"


def _replies(
    contact: Interaction, intent: str, order: dict[str, str], turns: list[str],
    says: Callable[..., Turn], returned: Callable[..., Event], at: datetime,
) -> list[str]:  # fmt: skip
    if order:
        returned(contact.case, "find_order", {**MONITOR, **order})
    turn = [says(contact, text) for text in turns][-1]
    turn.case.intent = intent
    return [each.body for each in choose(candidates_for(turn, at=at), History())]


@pytest.mark.parametrize(
    ("text", "ways"),
    [
        ("Visa ending 4417", {"card"}),
        ("PayPal and gift cards", {"paypal", "gift card"}),
        ("A refund to a debit or credit card", {"card"}),
        ("Instalments", {"instalments"}),
        ("Keep the packaging", set()),
    ],
)
def test_ways_of_paying_are_read(text: str, ways: set[str]) -> None:
    assert ways_named(text) == ways


@pytest.mark.parametrize(
    ("text", "question", "paid", "fits"),
    [
        ("PayPal and gift cards", "can I get it today?", "Visa ending 4417", False),
        ("PayPal and gift cards", "and had I paid with PayPal?", "Visa ending 4417", True),
        ("PayPal and gift cards", "can I get it today?", "", True),
        ("Card payments", "can I get it today?", "Visa ending 4417", True),
        ("Keep the packaging", "can I get it today?", "Visa ending 4417", True),
    ],
)
def test_a_text_about_another_way_of_paying_does_not_fit(
    text: str, question: str, paid: str, fits: bool
) -> None:
    assert fits_payment(text, question=question, paid=paid) is fits
