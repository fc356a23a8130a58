"""Promises: which sentences of ours are one, and the day that they name."""

import re
from datetime import date, timedelta

_PROMISE = re.compile(
    r"\b(?:I|we)(?:'ll| will| am going to| are going to|'re going to|'m going to)\b"
    r"|\byou(?:'ll| will) (?:receive|get|hear|have)\b"
    r"|\bwill (?:arrive|be (?:sent|delivered|refunded|with you|back|there|credited|collected))\b"
    r"|\b(?:arrives?|leaves) (?:on|by|within|tomorrow|today)\b",
    re.IGNORECASE,
)
_RIGHT_NOW = re.compile(
    r"\b(?:let me|one moment|look into (?:it|that|this)|check (?:that|this|it)|have a look"
    r"|pass you|hand (?:you|this) over|connect you|just a second|happy to help)\b",
    re.IGNORECASE,
)
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NUMBERS = {
    "a": 1,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "ten": 10,
    "fourteen": 14,
}
_COUNT = (
    r"(?P<n>\d+|" + "|".join(_NUMBERS) + r")(?:\s*(?:-|–|to|or)\s*(?P<m>\d+|" + "|".join(_NUMBERS) + r"))?"
)
_SPAN = re.compile(_COUNT + r"\s+(?P<unit>working days?|business days?|days?|weeks?|hours?)\b", re.IGNORECASE)
_WEEKDAY = re.compile(r"\b(?P<next>next\s+)?(?P<day>" + "|".join(_DAYS) + r")\b", re.IGNORECASE)
_CALENDAR = re.compile(
    r"\b(?P<d>\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<m>" + "|".join(_MONTHS) + r")[a-z]*\b"
    r"|\b(?P<m2>" + "|".join(_MONTHS) + r")[a-z]*\s+(?P<d2>\d{1,2})(?:st|nd|rd|th)?\b",
    re.IGNORECASE,
)


def is_promise(sentence: str) -> bool:
    """Whether our side bound itself to something later; what happens at once in the talk is none."""
    return bool(_PROMISE.search(sentence.replace("’", "'"))) and not _RIGHT_NOW.search(sentence)


def due_date(sentence: str, *, said_on: date) -> date | None:
    """The day by which it shall be done, the later one of a range; None when the sentence names none.

    Working days are Monday to Friday.
    """
    for reading in (_span, _calendar, _weekday, _word):
        found = reading(sentence, said_on)
        if found:
            return found
    return None


def _span(sentence: str, said_on: date) -> date | None:
    found = _SPAN.search(sentence)
    if not found:
        return None
    count, unit = _number(found["m"] or found["n"]), found["unit"].lower()
    if unit.startswith(("working", "business")):
        return working_days_after(said_on, count)
    days = {"w": 7 * count, "h": -(-count // 24), "d": count}[unit[0]]
    return said_on + timedelta(days=days)


def _calendar(sentence: str, said_on: date) -> date | None:
    found = _CALENDAR.search(sentence)
    if not found:
        return None
    day, month = int(found["d"] or found["d2"]), _MONTHS.index((found["m"] or found["m2"]).lower()) + 1
    try:
        this_year = date(said_on.year, month, day)
        return this_year if this_year >= said_on else this_year.replace(year=said_on.year + 1)
    except ValueError:
        return None


def _weekday(sentence: str, said_on: date) -> date | None:
    found = _WEEKDAY.search(sentence)
    if not found:
        return None
    ahead = (_DAYS.index(found["day"].lower()) - said_on.weekday()) % 7 or 7
    return said_on + timedelta(days=ahead)


def _word(sentence: str, said_on: date) -> date | None:
    words = {"tomorrow": 1, "next week": 7, "today": 0, "tonight": 0}
    return next((said_on + timedelta(days=n) for word, n in words.items() if word in sentence.lower()), None)


def working_days_after(start: date, count: int) -> date:
    day = start
    while count > 0:
        day += timedelta(days=1)
        count -= day.weekday() < 5
    return day


def _number(text: str) -> int:
    return int(text) if text.isdigit() else _NUMBERS[text.lower()]
