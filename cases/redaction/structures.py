"""The same for what is stored as JSON, and for ids."""

import hmac
import re
from hashlib import sha256
from typing import Any

from cases.redaction.cards import LONGEST_CARD, SHORTEST_CARD, passes_luhn, printed_card_spans
from cases.redaction.rules import CARD, redact

# Machine-written, and full of digits that punctuation keeps apart: times, UUIDs, digests.
_MACHINE = re.compile(
    r"\d{4}-[01]\d-[0-3]\d(?:[T ][0-2]\d:[0-5]\d(?::[0-6]\d(?:\.\d{1,6})?)?(?:Z|[+-]\d\d:?\d\d)?)?"
    r"|[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|(?=.*[a-f])[0-9a-f]{32,64}"
)
_TIME_LENGTHS = (
    13,
    16,
)  # milliseconds and microseconds since 1970 begin with 1 until 2033, a card never does


def redacted_json(value: Any) -> Any:
    """The value without card numbers and security codes, in texts, names of fields and whole numbers."""
    if isinstance(value, str):
        return value if _MACHINE.fullmatch(value) else redact(value).text
    if isinstance(value, dict):
        return {redacted_json(key): redacted_json(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [redacted_json(inner) for inner in value]
    return f"[{CARD} removed]" if _is_card_number(value) else value


def redacted_id(value: str, key: bytes) -> str:
    """The id; of one that holds a card number a digest with our key, so that two ids stay two and the same id stays the same."""
    if _MACHINE.fullmatch(value) or not printed_card_spans(value):
        return value
    return f"removed-{hmac.new(key, value.encode(), sha256).hexdigest()[:20]}"


def _is_card_number(value: Any) -> bool:
    if not isinstance(value, int) or isinstance(value, bool):
        return False
    digits = str(abs(value))
    is_time = len(digits) in _TIME_LENGTHS and digits[0] == "1"
    return SHORTEST_CARD <= len(digits) <= LONGEST_CARD and not is_time and passes_luhn(digits)
