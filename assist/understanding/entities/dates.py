# ruff: noqa: E501 - a pattern reads better on one line
"""Dates: the spans by our own patterns, their meaning by dateparser. It is never given a whole text: it would misread."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from assist.understanding.rules import Entity

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAY = r"(?P<weekday>(?:mon|tues|wednes|thurs|fri|satur|sun)day)"
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?"
    r"|dec(?:ember)?)"
)
_COUNT = r"(?P<count>\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve)"
_COUNTS = {
    "a": 1,
    "an": 1,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
}
_COUNTS |= {"nine": 9, "ten": 10, "twelve": 12}
_UNITS = {"day": 1, "week": 7, "fortnight": 14}
_RELATIVE_DAYS = {
    "today": 0,
    "tonight": 0,
    "tomorrow": 1,
    "yesterday": -1,
    "day after tomorrow": 2,
    "day before yesterday": -2,
}
_RELATIVE = re.compile(
    r"\b(?P<word>day after tomorrow|day before yesterday|today|tonight|tomorrow|yesterday)\b", re.I
)
_ON_WEEKDAY = re.compile(
    rf"\b(?:(?P<which>next|last|this|on|by|coming|until|since)\s+)?{_WEEKDAY}\b(?!\s+\d|\s+the\s+\d)", re.I
)
_AGO = re.compile(
    rf"\b{_COUNT}\s+(?P<unit>day|week|fortnight)s?\s+ago\b|\bin\s+(?P<in_count>\d{{1,3}}|an?|one|two|three|four|five|six|seven|ten)\s+(?P<in_unit>day|week|fortnight)s?\b(?! of)",
    re.I,
)
_WRITTEN = re.compile(
    rf"(?:\b\d{{4}}-\d{{2}}-\d{{2}}\b|\b\d{{1,2}}[/.]\d{{1,2}}[/.](?:\d{{4}}|\d{{2}})\b|\b\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}\b(?:,?\s+\d{{4}}\b)?"
    rf"|\b{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?\b(?:,?\s+\d{{4}}\b)?|\b(?:{_MONTH})\s+\d{{4}}\b)",
    re.I,
)


def dates(text: str, at: datetime) -> Iterator[Entity]:
    """Dates as ISO dates, counted from `at`. "May I", "6 days of use" and amounts are none."""
    for match in _WRITTEN.finditer(text):
        if found := parsed(match.group(0), at):
            yield _entity(match, found, "dateparser")
    for match in _RELATIVE.finditer(text):
        yield _entity(match, at + timedelta(days=_RELATIVE_DAYS[match.group("word").lower()]), "calendar")
    for match in _AGO.finditer(text):
        yield _entity(match, _counted(match, at), "calendar")
    for match in _ON_WEEKDAY.finditer(text):
        yield _entity(match, _weekday(match, at), "calendar")


def parsed(written: str, at: datetime) -> datetime | None:
    """A written date; one without a year is the nearest to `at`."""
    plain = re.sub(r"\bof\s+", "", written, flags=re.I)
    plain = re.sub(r"\b(\d{1,2})\s+sept\b", r"\1 sep", plain, flags=re.I)
    order = "YMD" if re.match(r"\d{4}-", plain) else "DMY"
    found = _parser(order).get_date_data(plain).date_obj
    if found is None:
        return None
    return found if re.search(r"\d{4}|[/.]\d{2}$", plain) else _nearest(found, at)


@cache
def _parser(order: str) -> Any:
    from dateparser.date import DateDataParser  # slow to import: only who reads dates pays for it

    settings = (
        {"DATE_ORDER": "YMD"}
        if order == "YMD"
        else {"DATE_ORDER": "DMY", "PREFER_DATES_FROM": "current_period"}
    )
    return DateDataParser(languages=["en"], settings=settings)


def _nearest(found: datetime, at: datetime) -> datetime:
    try:
        years = [found.replace(year=at.year + step, tzinfo=at.tzinfo) for step in (-1, 0, 1)]
    except ValueError:  # the 29th of February, in a year that has one
        return found
    return min(years, key=lambda day: abs((day - at).days))


def _counted(match: re.Match[str], at: datetime) -> datetime:
    ago = match.group("count")
    count = (ago or match.group("in_count")).lower()
    unit = (match.group("unit") or match.group("in_unit")).lower()
    days = (_COUNTS[count] if count in _COUNTS else int(count)) * _UNITS[unit]
    return at + timedelta(days=-days if ago else days)


def _weekday(match: re.Match[str], at: datetime) -> datetime:
    """The next such day; with "last" or "since" the one before; with "next" not one of the coming two days."""
    which = (match.group("which") or "").lower()
    ahead = (_DAYS.index(match.group("weekday").lower()) - at.weekday()) % 7
    if which in ("last", "since"):
        return at - timedelta(days=(7 - ahead) % 7 or 7)
    if which == "next" and ahead <= 2:
        ahead += 7
    return at + timedelta(days=ahead or (0 if which == "this" else 7))


def _entity(match: re.Match[str], day: datetime, validator: str) -> Entity:
    return Entity("date", match.group(0), day.date().isoformat(), *match.span(), validator)
