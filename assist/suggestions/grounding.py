"""The figures of a text, which a source has to bear. Pure rules over plain text.

Read are figures with their unit (money, per cent, days, hours …), clock times, dates, weekdays and codes. A number without
its unit is no evidence: "5 days" does not support "£5". What a text says was done or will be done: `statements`.
"""

from __future__ import annotations

import re
from functools import lru_cache

from assist.knowledge.words import fold

_NUMBER_WORDS = {
    "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8",
    "nine": "9", "ten": "10", "eleven": "11", "twelve": "12", "fourteen": "14", "thirty": "30", "sixty": "60",
}  # fmt: skip
_UNITS = "minute|hour|day|week|month|year|metre|meter|mile|pound|person|people|order|item|parcel"
_DAYS = "monday|tuesday|wednesday|thursday|friday|saturday|sunday|tomorrow|tonight"
_MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december"
_CLOCK = re.compile(r"\b(\d{1,2})[:.](\d{2})\b(?!\s*%)(?:\s*(am|pm))?|\b(\d{1,2})\s*(am|pm)\b")
_MONEY = re.compile(
    r"([£$€])\s?(\d[\d,]*(?:\.\d+)?)|\b(\d[\d,]*(?:\.\d+)?)\s?(pounds?|euros?|dollars?|gbp|eur|usd)\b"
)
_PERCENT = re.compile(r"(\d+(?:\.\d+)?)\s?(?:%|per cent|percent)")
_DATE = re.compile(rf"\b(\d{{1,2}})(?:st|nd|rd|th)?\s+({_MONTHS})\b|\b({_MONTHS})\s+(\d{{1,2}})\b")
_DAY = re.compile(rf"\b({_DAYS})s?\b")
_CODE = re.compile(
    r"(?!\d+-(?:day|week|month|year|hour|minute))\b(?=[a-z0-9-]*\d)(?=[a-z0-9-]*[a-z])[a-z0-9]+(?:-[a-z0-9]+)*\b"
)
_NUMBER = re.compile(
    rf"\b(\d[\d,]*(?:\.\d+)?)\b(?:\s*-?\s*(?:working|business|calendar|full)?\s*-?\s*({_UNITS})s?\b)?"
)
_CURRENCY = {"pound": "£", "gbp": "£", "euro": "€", "eur": "€", "dollar": "$", "usd": "$"}


@lru_cache(maxsize=8192)
def figures(text: str) -> frozenset[tuple[str, str]]:
    """What can be checked in the text, as (value, unit): ("184.5", "£"), ("3", "day"), ("16:00", "clock")
    …"""
    rest = _with_digits(fold(text))
    found: set[tuple[str, str]] = set()
    for pattern, read in _READERS:
        found |= {read(match) for match in pattern.finditer(rest)}
        rest = pattern.sub(lambda match: " " * len(match[0]), rest)
    return frozenset(found)


def _with_digits(text: str) -> str:
    return re.sub(r"\b[a-z]+\b", lambda match: _NUMBER_WORDS.get(match[0], match[0]), text)


def _number(text: str) -> str:
    value = text.replace(",", "")
    return value.rstrip("0").rstrip(".") if "." in value else value


def _clock(match: re.Match[str]) -> tuple[str, str]:
    hour, minute = int(match[1] or match[4]), match[2] or "00"
    half = match[3] or match[5]
    if half == "pm" and hour < 12:
        hour += 12
    return f"{hour}:{minute}", "clock"


def _money(match: re.Match[str]) -> tuple[str, str]:
    sign = match[1] or _CURRENCY[match[4].rstrip("s")]
    return _number(match[2] or match[3]), sign


def _date(match: re.Match[str]) -> tuple[str, str]:
    return f"{int(match[1] or match[4])} {match[2] or match[3]}", "date"


_READERS = (
    (_MONEY, _money),
    (_PERCENT, lambda match: (_number(match[1]), "%")),
    (_DATE, _date),
    (_CLOCK, _clock),
    (_CODE, lambda match: (match[0], "code")),
    (_DAY, lambda match: (match[1], "weekday")),
    (_NUMBER, lambda match: (_number(match[1]), match[2] or "")),
)
