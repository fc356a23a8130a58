"""How a value of a system of record reads in a message to a customer. Pure functions."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, tzinfo
from decimal import Decimal, InvalidOperation
from typing import Any

_SIGNS = {"GBP": "£", "EUR": "€", "USD": "$"}
_AMOUNTS = {"total", "amount", "price", "paid", "refunded", "refundable", "monthly_price"}
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}.*)?")


def in_words(key: str, value: Any, currency: str = "", *, zone: tzinfo = UTC) -> str:
    """ "184.5" of `total` in GBP reads "£184.50", "2026-11-23" reads "Monday 23 November", "in_transit" "in
    transit"."""
    if key in _AMOUNTS:
        return _amount(value, currency)
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = str(value)
    if _ISO.fullmatch(text):
        return _day(text, zone)
    return text.replace("_", " ") if key == "status" else text


def _amount(value: Any, currency: str) -> str:
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return str(value)
    return f"{_SIGNS.get(currency or 'GBP', currency + ' ')}{number:,.2f}"


def _day(text: str, zone: tzinfo) -> str:
    moment = datetime.fromisoformat(text).astimezone(zone) if "T" in text else date.fromisoformat(text)
    day = f"{moment:%A} {moment.day} {moment:%B}"
    return f"{day}, {moment:%H:%M}" if isinstance(moment, datetime) else day
