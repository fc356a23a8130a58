"""Redaction of whatever a cell may hold, before it is stored anywhere."""

import hashlib
import hmac
import re
from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from cases.redaction.rules import Redacted, redact

_WHOLE_NUMBER = re.compile(r"[\d\s.-]+")
_OF_TIME = re.compile(r"(time|date|stamp|(^|_)(at|on|ts)$)", re.IGNORECASE)
LETTERS = str.maketrans("0123456789", "ghijkmnpqr")  # a mark must never look like a number
MILLISECONDS = range(10**12, 2 * 10**12)  # 2001 to 2033


class Cleaner:
    """Removes what must not be stored and counts it. `key` lives as long as the upload: numbers that were removed stay apart by it."""

    def __init__(self, key: bytes) -> None:
        self._key = key
        self.removed: Counter[str] = Counter()
        self._seen: dict[str, Redacted] = {}  # picked replies and ids come again and again

    def name(self, text: str) -> str:
        return redact(text).text

    def cell(self, column: str, value: Any) -> Any:
        """The value as it may be stored: the same shape, other words where some were removed."""
        if isinstance(value, str):
            return self._text(column, value)
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            return self._number(column, value)
        if isinstance(value, list):
            return [self.cell(column, one) for one in value]
        if isinstance(value, Mapping):
            return {self.name(str(name)): self.cell(str(name), one) for name, one in value.items()}
        return value

    def _number(self, column: str, value: float) -> Any:
        text = f"{value:.0f}" if isinstance(value, float) and value.is_integer() else str(value)
        kept = self._text(column, text)
        return value if kept == text else kept

    def _text(self, column: str, text: str) -> str:
        if len(text) < 3:
            return text
        if when := _moment(column, text):
            return when
        redacted = self._seen.get(text) or self._seen.setdefault(text, redact(text))
        self.removed.update(redacted.kinds)
        if redacted.kinds and _WHOLE_NUMBER.fullmatch(text.strip()):
            return f"[{redacted.kinds[0]} removed, {self._mark(text)}]"
        return redacted.text

    def _mark(self, text: str) -> str:
        """Two conversations whose ids look like card numbers stay two; nobody can tell the number from it."""
        mark = hmac.new(self._key, text.strip().encode(), hashlib.sha256).hexdigest()[:8]
        return mark.translate(LETTERS)


def _moment(column: str, text: str) -> str:
    """Milliseconds since 1970 have 13 digits, as some cards have: where a column holds times they are written as one."""
    if _OF_TIME.search(column) and text.isdigit() and len(text) == 13 and int(text) in MILLISECONDS:
        return datetime.fromtimestamp(int(text) / 1000, UTC).isoformat()
    return ""
