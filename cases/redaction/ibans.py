"""Bank accounts by their international number: told from cards by country, length and check digits."""

import re

Span = tuple[int, int]
# Signs of a number by country, of those that take part in SEPA or trade with it.
_LENGTHS = {
    "AD": 24, "AE": 23, "AL": 28, "AT": 20, "BA": 20, "BE": 16, "BG": 22, "BH": 22, "CH": 21, "CY": 28, "CZ": 24,
    "DE": 22, "DK": 18, "EE": 20, "ES": 24, "FI": 18, "FO": 18, "FR": 27, "GB": 22, "GE": 22, "GI": 23, "GL": 18,
    "GR": 27, "HR": 21, "HU": 28, "IE": 22, "IL": 23, "IS": 26, "IT": 27, "KZ": 20, "LB": 28, "LI": 21, "LT": 20,
    "LU": 20, "LV": 21, "MC": 27, "MD": 24, "ME": 22, "MK": 19, "MT": 31, "NL": 18, "NO": 15, "PK": 24, "PL": 28,
    "PT": 25, "QA": 29, "RO": 24, "RS": 22, "SA": 24, "SE": 24, "SI": 19, "SK": 24, "SM": 27, "TN": 24, "TR": 26,
    "UA": 29, "VA": 22, "XK": 20,
}  # fmt: skip
_WRITTEN = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]{2}\d{2}(?:[ -]?[A-Za-z0-9]){11,30}")


def iban_spans(text: str) -> list[Span]:
    """Numbers with right check digits, in one piece or in groups; words behind them are not taken in."""
    found = []
    for match in _WRITTEN.finditer(text):
        end = _end(match.group(0), _LENGTHS.get(match.group(0)[:2].upper(), 0))
        if end and iban_check_holds(normal_iban(match.group(0)[:end])):
            found.append((match.start(), match.start() + end))
    return found


def normal_iban(written: str) -> str:
    return re.sub(r"[ -]", "", written).upper()


def iban_check_holds(number: str) -> bool:
    """Whether the remainder by 97 is right (ISO 13616)."""
    turned = number[4:] + number[:4]
    return int("".join(str(int(sign, 36)) for sign in turned)) % 97 == 1


def _end(written: str, length: int) -> int:
    """Where a number of that length ends, if a word ends there too; 0 when it does not."""
    signs = [place for place, sign in enumerate(written) if sign not in " -"]
    if not length or len(signs) < length:
        return 0
    end = signs[length - 1] + 1
    return end if end == len(written) or written[end] in " -" else 0
