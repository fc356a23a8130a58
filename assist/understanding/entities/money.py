import re
from collections.abc import Iterator
from decimal import Decimal

from assist.understanding.rules import Entity

_SIGNS = {"£": "GBP", "$": "USD", "€": "EUR"}
_WORDS = {
    "pounds": "GBP", "pound": "GBP", "quid": "GBP", "gbp": "GBP", "sterling": "GBP",
    "euros": "EUR", "euro": "EUR", "eur": "EUR", "dollars": "USD", "dollar": "USD", "bucks": "USD", "usd": "USD",
}  # fmt: skip
_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?|\d+(?:[.,]\d{1,2})?"
_AMOUNT = re.compile(
    rf"(?P<sign>[£$€])\s?(?P<after>{_NUMBER})(?![\d.,]*\d)(?P<thousand>k\b)?"
    rf"|\b(?P<before>{_NUMBER})\s?(?P<word>{'|'.join(_WORDS)})\b"
    rf"|\b(?P<code>GBP|EUR|USD)\s?(?P<coded>{_NUMBER})(?![\d.,]*\d)"
    rf"|(?P<trailed>{_NUMBER})\s?(?P<trail>[£€])",
    re.IGNORECASE,
)


def amounts(text: str) -> Iterator[Entity]:
    """Amounts with a currency; `value` such as `GBP 1249.00`. A bare number is none."""
    for match in _AMOUNT.finditer(text):
        part = match.groupdict()
        currency = _currency(part)
        number = part["after"] or part["before"] or part["coded"] or part["trailed"]
        value = decimal_of(number) * (1000 if part["thousand"] else 1)
        yield Entity(
            "amount", match.group(0), f"{currency} {value:.2f}", *match.span(), "currency and number"
        )


def decimal_of(number: str) -> Decimal:
    """`1,249.50` and `7,99` to numbers: a comma before three digits groups, before one or two it is the decimal sign."""
    if re.fullmatch(r"\d+,\d{1,2}", number):
        return Decimal(number.replace(",", "."))
    return Decimal(number.replace(",", ""))


def _currency(part: dict[str, str | None]) -> str:
    if word := part["word"]:
        return _WORDS[word.lower()]
    if code := part["code"]:
        return code.upper()
    return _SIGNS[part["sign"] or part["trail"] or "£"]
