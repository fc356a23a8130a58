import re
from collections.abc import Iterator, Mapping

from assist.understanding.rules import Entity
from cases.redaction.rules import card_spans

DEFAULT_PATTERNS: Mapping[str, str] = {
    "order_number": r"(?<![\w£$€.,:/+-])(?<!\d )#?[1-9]\d{4}(?![\w%/-]|[.,:]\d| \d{3})",
    "account_number": r"\bAC-?\d{6}\b",
}
_LINK = r"(?:\s*(?:number|no\.?|nr\.?|num|id|ref(?:erence)?|code|#|:|is|was|it'?s|the|of|for|on|my|=|-)){0,4}\s*#?\s*"
_ANNOUNCED = (
    (
        "order_number",
        rf"\b(?:order|purchase|ord\.?){_LINK}(?P<id>(?:[A-Z]{{1,4}}-?)?\d{{4,12}})(?![\w%]|[.,]\d)",
    ),
    (
        "account_number",
        rf"\b(?:account|acct|customer|client|member(?:ship)?){_LINK}(?P<id>(?:[A-Z]{{1,4}}-?)?\d{{4,12}})(?![\w%]|[.,]\d)",
    ),
    (
        "tracking_number",
        rf"\b(?:tracking|shipment|parcel|consignment){_LINK}(?P<id>(?=[A-Z0-9 -]*\d[A-Z0-9 -]*\d)[A-Z0-9][A-Z0-9-]{{7,29}})\b",
    ),
)
_TRACKING = (
    (r"\b1Z[0-9A-Z]{16}\b", "carrier format (UPS)"),
    (r"\b[A-Z]{2}\d{9}[A-Z]{2}\b", "carrier format (postal union, check digit)"),
    (r"\bJ[A-Z]\d{2}\s?\d{3}\s?\d{3}\s?\d{0,10}\b|\bJD\d{10,18}\b", "carrier format (JD)"),
)
_POSTAL_WEIGHTS = (8, 6, 4, 2, 3, 5, 9, 7)


def cards(text: str) -> Iterator[Entity]:
    """Card numbers, masked. Stored texts have none; a text that was not redacted yet may."""
    for start, end in card_spans(text):
        digits = re.sub(r"\D", "", text[start:end])
        yield Entity("card", text[start:end], f"···· {digits[-4:]}", start, end, "Luhn check digit")


def tracking_numbers(text: str) -> Iterator[Entity]:
    for pattern, validator in _TRACKING:
        for match in re.finditer(pattern, text):
            value = re.sub(r"\s", "", match.group(0))
            if "postal union" not in validator or postal_check_holds(value):
                yield Entity("tracking_number", match.group(0), value, *match.span(), validator)


def postal_check_holds(number: str) -> bool:
    """The check digit of a Universal Postal Union number, such as RR123456785GB."""
    digits = [int(c) for c in number[2:10]]
    check = 11 - sum(d * w for d, w in zip(digits, _POSTAL_WEIGHTS, strict=True)) % 11
    return int(number[10]) == {10: 0, 11: 5}.get(check, check)


def announced_ids(text: str) -> Iterator[Entity]:
    """Ids that the words before them announce: "order number 58213", "my account is AC-204417"."""
    for kind, pattern in _ANNOUNCED:
        for match in re.finditer(pattern, text, re.IGNORECASE):
            written = match.group("id")
            yield Entity(kind, written, written.upper(), *match.span("id"), "announced by its words")


def tenant_ids(text: str, patterns: Mapping[str, str]) -> Iterator[Entity]:
    """Ids by the tenant's own patterns, standing anywhere."""
    for kind, pattern in patterns.items():
        for match in re.finditer(pattern, text):
            yield Entity(
                kind, match.group(0), match.group(0).lstrip("#").upper(), *match.span(), "tenant's pattern"
            )
