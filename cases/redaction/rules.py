"""What must not be kept is taken out of a text: `redact` for words, `redact_printed` for tables and figures."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from cases.redaction.cards import Span, card_spans, passes_luhn, printed_card_spans
from cases.redaction.digits import Digit, digits_of, most_digits

CARD = "card number"
SECURITY_CODE = "security code"
FEWEST = 3  # digits of the shortest thing that is removed


@dataclass(frozen=True)
class Redacted:
    """The text that may be stored, and the kinds of what was removed, in the order of their first place."""

    text: str
    kinds: tuple[str, ...]


_CODE = re.compile(
    r"\b(?:cvv2?|cvc2?|cv2|csc|security\s+(?:code|number|digits)|card\s+verification\s+(?:code|value|number)"
    r"|(?:three|3|four|4)[\s-]+digits?(?:\s+(?:code|number))?\s+(?:on|at|from)\s+the\s+(?:back|front|reverse)"
    r"|(?:code|number|digits)\s+on\s+the\s+(?:back|reverse))\b",
    re.IGNORECASE,
)
_CODE_REACH = 40
# Behind a card number and its date no words are needed to know the code.
_AFTER_CARD = re.compile(
    r"[\s,;|.]*(?:exp\w*\W*)?\d{1,2}\s*[/-]\s*\d{2,4}[\s,;|]+(?:and\s+)?(?P<code>\d{3,4})(?![\d/])",
    re.IGNORECASE,
)
_CODE_JOINT = re.compile(r"[\s,.-]*")
_CODE_GAP = re.compile(
    r"(?:[\s:=#.,;()*'\"-]|\b(?:is|are|it's|its|code|number|no|of|on|the|back|my|card|was|reads|says|and|to|for|that|would|be"
    r"|um|uh|er)\b)*",
    re.IGNORECASE,
)


def redact(text: str) -> Redacted:
    """The text without card numbers and security codes. Whatever is left has no 13 to 19 digits that pass the Luhn check."""
    if most_digits(text) < FEWEST:
        return Redacted(text, ())
    cards = card_spans(text)
    named = [span for span in code_spans(text) if not any(_overlap(span, card) for card in cards)]
    codes = sorted({*named, *_codes_behind(text, cards)})
    return without(text, [(span, CARD) for span in cards] + [(span, SECURITY_CODE) for span in codes])


def redact_printed(text: str) -> Redacted:
    """The text without card numbers in one piece or in even groups. Rows of figures and spoken numbers stay."""
    return without(text, [(span, CARD) for span in printed_card_spans(text)])


def without(text: str, found: Sequence[tuple[Span, str]]) -> Redacted:
    """The text with the name of its kind in the place of each span."""
    if not found:
        return Redacted(text, ())
    ordered = sorted(found)
    kinds = tuple(dict.fromkeys(kind for _, kind in ordered))
    parts, at = [], 0
    for (start, end), kind in ordered:
        parts += [text[at:start], f"[{kind} removed]"]
        at = end
    return Redacted("".join(parts) + text[at:], kinds)


def code_spans(text: str) -> list[Span]:
    """Where security codes stand: three or four digits within reach of words that announce one."""
    spans = []
    for cue in _CODE.finditer(text):
        gap = _CODE_GAP.match(text, cue.end())
        start = gap.end() if gap else cue.end()
        if start - cue.end() <= _CODE_REACH and (span := _code_at(text, start)):
            spans.append(span)
    return sorted(set(spans))


def _codes_behind(text: str, cards: Sequence[Span]) -> list[Span]:
    found = [_AFTER_CARD.match(text, end) for _, end in cards]
    return [match.span("code") for match in found if match]


def _code_at(text: str, start: int) -> Span | None:
    """Three or four digits that begin at `start`, spoken or written, spaced or not, and no more than four."""
    taken: list[Digit] = []
    window = text[start : start + _CODE_REACH]
    for digit in digits_of(window):
        end = taken[-1].end if taken else 0
        if digit.start > end and not _CODE_JOINT.fullmatch(window, end, digit.start):
            break
        taken.append(digit)
    return (start, start + taken[-1].end) if 3 <= len(taken) <= 4 else None


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


__all__ = [
    "CARD", "SECURITY_CODE", "Redacted", "Span", "card_spans", "code_spans", "digits_of", "passes_luhn", "redact",
    "redact_printed", "without",
]  # fmt: skip
