"""Whether a text speaks of the way in which this customer paid. Pure functions.

A refund by card and one to PayPal take different times: a reply about the other way is wrong, however near its words are.
"""

from __future__ import annotations

import re

_WAYS = {
    "gift card": re.compile(r"\b(?:gift cards?|vouchers?)\b"),
    "paypal": re.compile(r"\bpaypal\b"),
    "instalments": re.compile(r"\b(?:instal?lments?|klarna|pay later)\b"),
    "card": re.compile(r"\b(?:cards?|visa|mastercard|amex|american express)\b"),
}
WEIGHT = 0.1


def ways_named(text: str) -> frozenset[str]:
    """The ways of paying that the text names; a gift card is no card."""
    rest, named = text.lower(), set()
    for way, pattern in _WAYS.items():
        if pattern.search(rest):
            named.add(way)
            rest = pattern.sub(" ", rest)
    return frozenset(named)


def fits_payment(text: str, *, question: str, paid: str) -> bool:
    """False when the text is about other ways than the one that the question names or, failing that, the order's."""
    named, wanted = ways_named(text), ways_named(question) or ways_named(paid)
    return not named or not wanted or bool(named & wanted)


def payment_fit(heading: str, *, question: str, paid: str) -> float:
    """What a section about one way of paying gains where that is the customer's, and loses while nobody said it."""
    if not ways_named(heading):
        return 0.0
    return WEIGHT if ways_named(question) or ways_named(paid) else -WEIGHT
