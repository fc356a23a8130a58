import re
from collections.abc import Iterator

import phonenumbers

from assist.understanding.rules import Entity

_EMAIL = re.compile(
    r"(?<![\w.+-])[A-Za-z0-9._%+-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,24}(?![\w-])"
)
# British postcodes by their official letter places; the three forms of the outward part.
_POSTCODE_FORM = r"(?:[A-PR-UWYZ](?:\d{1,2}|[A-HK-Y]\d{1,2}|\d[A-HJKPSTUW]|[A-HK-Y]\d[ABEHMNPRV-Y])\s?\d[ABD-HJLNP-UW-Z]{2})"
_POSTCODE = re.compile(rf"\b{_POSTCODE_FORM}\b", re.IGNORECASE)
_ZIP = re.compile(r"\b(?:[A-Z]{2},?\s+(?P<a>\d{5}(?:-\d{4})?)|zip(?: code)?:?\s*(?P<b>\d{5}(?:-\d{4})?))\b")
_DIALLED = re.compile(r"(?:\+|\(?0)(?:\D{0,2}\d){9,14}$")
_STREETS = (
    "street|st|road|rd|lane|ln|avenue|ave|close|drive|way|court|ct|place|square|terrace|gardens|crescent|hill|row|mews"
    "|grove|park|walk|parade|boulevard|view|rise|green|quay|wharf|yard|vale|gate|lodge|house"
)
_ADDRESS = re.compile(
    rf"(?P<street>(?:\b(?:flat|apartment|apt|unit)\s*\w{{1,4}},?\s+)?\b\d{{1,4}}[a-z]?\s+(?:[A-Za-z][\w'’-]+\s+){{1,4}}?(?:{_STREETS})\b\.?)"
    rf"(?P<rest>(?:\s*[,\n]\s*|\s+in\s+)(?!\b(?:and|but|please|thanks|instead|not)\b)[A-Za-z][A-Za-z '’-]{{1,30}}?)?"
    rf"(?P<code>[,\s]+{_POSTCODE_FORM}\b)?(?=$|[\s,.;!?])",
    re.IGNORECASE,
)


def emails(text: str) -> Iterator[Entity]:
    for match in _EMAIL.finditer(text):
        if ".." not in match.group(0):
            yield Entity("email", match.group(0), match.group(0).lower(), *match.span(), "address form")


def phones(text: str, region: str) -> Iterator[Entity]:
    """Numbers in the international form. `region` reads those without a country code.

    One that is possible but not assigned counts when it is written like a phone number, with its 0 or +.
    """
    possible = phonenumbers.PhoneNumberMatcher(text, region, leniency=phonenumbers.Leniency.POSSIBLE)
    for match in possible:
        is_valid = phonenumbers.is_valid_number(match.number)
        if is_valid or _DIALLED.match(match.raw_string):
            value = phonenumbers.format_number(match.number, phonenumbers.PhoneNumberFormat.E164)
            validator = "phonenumbers: valid" if is_valid else "phonenumbers: possible"
            written = _without_open_bracket(match.raw_string)
            yield Entity("phone", written, value, match.end - len(written), match.end, validator)


def _without_open_bracket(written: str) -> str:
    """A bracket that belongs to the sentence around the number is none of the number's."""
    return written.lstrip("([") if written.count("(") > written.count(")") or written[:1] == "[" else written


def postcodes(text: str) -> Iterator[Entity]:
    for match in _POSTCODE.finditer(text):
        yield Entity(
            "postcode", match.group(0), normal_postcode(match.group(0)), *match.span(), "letter places"
        )
    for match in _ZIP.finditer(text):
        group = "a" if match.group("a") else "b"
        yield Entity(
            "postcode", match.group(group), match.group(group), *match.span(group), "state or word before it"
        )


def normal_postcode(text: str) -> str:
    """`bs1 4dj` to `BS1 4DJ`."""
    tight = re.sub(r"\s", "", text).upper()
    return f"{tight[:-3]} {tight[-3:]}"


def addresses(text: str) -> Iterator[Entity]:
    """A house number, a street with its kind, and town and postcode where they follow."""
    for match in _ADDRESS.finditer(text):
        written = match.group(0).rstrip(" ,.\n")
        value = re.sub(r"\s*\n\s*", ", ", written)
        if code := match.group("code"):
            bare = code.strip(" ,\n")
            value = value.replace(bare, normal_postcode(bare))
        end = match.start() + len(written)
        yield Entity(
            "address", written, " ".join(value.split()), match.start(), end, "house number and street"
        )
