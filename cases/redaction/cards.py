"""Card numbers: where they stand in a text."""

import re
from itertools import pairwise

import phonenumbers

from cases.redaction.digits import Digit, digits_of, glued, most_digits, runs_of
from cases.redaction.ibans import iban_spans

LONGEST_CARD, SHORTEST_CARD = 19, 13
LONGEST_PHONE = 15
Span = tuple[int, int]
# A number as it is printed: in one piece, or in groups of three to seven with the same sign between them.
_PRINTED = re.compile(
    r"(?<!\d)(?:\d{13,}|\d{3,7}(?P<sign>[ .\-\u00a0\u2011\u2013])\d{3,7}(?:(?P=sign)\d{1,7}){1,4})(?!\d)"
)
_TIME = re.compile(
    r"(?<!\d)(?:(?:19|20)\d\d[-/.](?:0?\d|1[0-2])[-/.][0-3]?\d|[0-3]?\d[-/.](?:0?\d|1[0-2])[-/.](?:19|20)\d\d)"
    r"(?:T|,? (?:at )?)[0-2]?\d:[0-5]\d(?::[0-6]\d(?:\.\d{1,6})?)?(?:Z|[+-]\d\d:?\d\d)?(?!\d)"
)
_WITH_CODE = {19: (("3", 15), ("3456", 16)), 18: (("3", 15),)}  # a card with its security code behind it


def card_spans(text: str) -> list[Span]:
    """Where card numbers stand, spoken ones too. Overlapping readings of one run of digits are joined to one span."""
    if most_digits(text) < SHORTEST_CARD:
        return []
    spans: list[Span] = []
    for run in runs_of(_without_others(text), SHORTEST_CARD):
        spans += _cards_in(text, run)
    return spans


def _without_others(text: str) -> str:
    """The text, as long as before, with letters for dates with times and bank accounts: their digits may pass by chance."""
    if ":" in text:
        text = _TIME.sub(lambda match: "x" * len(match.group(0)), text)
    for start, end in iban_spans(text):
        text = text[:start] + "x" * (end - start) + text[end:]
    return text


def printed_card_spans(text: str) -> list[Span]:
    """Where card numbers stand in one piece or in even groups: for tables and lists of figures, where others stand by chance."""
    return [
        match.span()
        for match in _PRINTED.finditer(_without_others(text))
        if _is_printed_card(re.sub(r"\D", "", match.group(0))) and not _is_phone(text, *match.span())
    ]


def passes_luhn(digits: str) -> bool:
    """Whether the check digit of a card number is right."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if place % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def _is_printed_card(digits: str) -> bool:
    """Whether the number is a card's; in one that is too long any part of it may be."""
    if len(digits) <= LONGEST_CARD:
        return _is_card(digits)
    starts = range(len(digits) - SHORTEST_CARD + 1)
    return any(_is_card(digits[at : at + n]) for at in starts for n in range(SHORTEST_CARD, LONGEST_CARD + 1))


def _is_card(digits: str) -> bool:
    """Whether the number is a card's, alone or with its security code behind it."""
    if not SHORTEST_CARD <= len(digits) <= LONGEST_CARD:
        return False
    with_code = _WITH_CODE.get(len(digits), ())
    return passes_luhn(digits) or any(
        digits[0] in issuers and passes_luhn(digits[:length]) for issuers, length in with_code
    )


def _cards_in(text: str, run: list[Digit]) -> list[Span]:
    """Every stretch of 13 to 19 digits with a valid check digit, joined where they overlap."""
    values = "".join(digit.value for digit in run)
    edges = _edges(run)
    spans: list[Span] = []
    for first in sorted(edges):
        last = _end_of_card(values, first, edges)
        if not last or _is_phone(text, run[first].start, run[last - 1].end):
            continue
        if spans and run[first].start < spans[-1][1]:
            spans[-1] = (spans[-1][0], max(spans[-1][1], run[last - 1].end))
        else:
            spans.append((run[first].start, run[last - 1].end))
    return spans


def _edges(run: list[Digit]) -> set[int]:
    """Where a number may begin or end: between groups of digits, and anywhere in a group too long for a card.

    A part of a longer number is none: the 14 digits of a parcel's number often have 13 that pass the check by chance.
    """
    breaks = [i for i in range(1, len(run)) if not (glued(run[i - 1], run[i]))]
    edges = {0, len(run), *breaks}
    for start, end in pairwise(sorted(edges)):
        if end - start > LONGEST_CARD:
            edges |= set(range(start, end))
    return edges


def _end_of_card(values: str, first: int, edges: set[int]) -> int:
    """The end of the longest valid number that begins at `first`; 0 when none does."""
    longest = min(LONGEST_CARD, len(values) - first)
    for length in range(longest, SHORTEST_CARD - 1, -1):
        if first + length in edges and _is_card(values[first : first + length]):
            return first + length
    return 0


def _is_phone(text: str, start: int, end: int) -> bool:
    """A number in the international form, with its plus: some have a valid check digit by chance."""
    if start == 0 or text[start - 1] != "+" or len(digits_of(text[start:end])) > LONGEST_PHONE:
        return False
    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(text[start - 1 : end]))
    except phonenumbers.NumberParseException:
        return False


__all__ = ["LONGEST_CARD", "SHORTEST_CARD", "Span", "card_spans", "passes_luhn", "printed_card_spans"]
