"""First version; the recognisers for spoken digits and CVV follow. Pure."""

import re
from dataclasses import dataclass

from stdnum import luhn

_DIGITS = re.compile(r"(?<!\d)(?:\d[ -]?){12,18}\d(?!\d)")


@dataclass(frozen=True)
class Redacted:
    text: str
    kinds: tuple[str, ...]


def redact(text: str) -> Redacted:
    """The text with card numbers replaced, and which kinds were found."""
    kinds: list[str] = []

    def replace(match: re.Match[str]) -> str:
        if not luhn.is_valid(re.sub(r"\D", "", match.group())):
            return match.group()
        kinds.append("card")
        return "[card number removed]"

    return Redacted(_DIGITS.sub(replace, text), tuple(kinds))
