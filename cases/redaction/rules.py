import re
import unicodedata
from dataclasses import dataclass
from itertools import pairwise

CARD = "card number"
SECURITY_CODE = "security code"
LONGEST_CARD, SHORTEST_CARD = 19, 13


@dataclass(frozen=True)
class Redacted:
    """The text that may be stored, and the kinds of what was removed, in the order of their first place."""

    text: str
    kinds: tuple[str, ...]


@dataclass(frozen=True)
class Digit:
    """One digit in a text, written or spoken, with its place."""

    value: str
    start: int
    end: int
    is_written: bool = False


Span = tuple[int, int]

_SPOKEN = {
    "zero": "0", "oh": "0", "o": "0", "nought": "0", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5",
    "six": "6", "seven": "7", "eight": "8", "nine": "9", "ten": "10", "eleven": "11", "twelve": "12",
    "thirteen": "13", "fourteen": "14", "fifteen": "15", "sixteen": "16", "seventeen": "17", "eighteen": "18",
    "nineteen": "19",
}  # fmt: skip
_TENS = {
    "twenty": "2", "thirty": "3", "forty": "4", "fifty": "5", "sixty": "6", "seventy": "7", "eighty": "8",
    "ninety": "9",
}  # fmt: skip
_TIMES = {"double": 2, "triple": 3, "treble": 3}
_ONES = "one|two|three|four|five|six|seven|eight|nine"
_DIGIT = re.compile(
    rf"(?P<tens>\b(?:{'|'.join(_TENS)})\b)(?:[\s-]+(?P<ones>{_ONES})\b)?"
    rf"|(?P<times>\b(?:{'|'.join(_TIMES)})\b)\s+(?:(?P<timed>{'|'.join(_SPOKEN)})\b|(?P<timed_digit>\d))"
    rf"|(?P<spoken>\b(?:{'|'.join(sorted(_SPOKEN, key=len, reverse=True))})\b)"
    r"|(?P<written>\d)",
    re.IGNORECASE,
)
# What may stand between two digits of one card number: white space, punctuation, invisible signs, "and", "then", "dash".
_JOINT = re.compile(r"(?:[\s\W_]|\b(?:and|then|dash|hyphen|space|um|uh|er|erm)\b){0,12}", re.IGNORECASE)
_CODE = re.compile(
    r"\b(?:cvv2?|cvc2?|cv2|csc|security\s+(?:code|number|digits)|card\s+verification\s+(?:code|value|number)"
    r"|(?:three|3|four|4)[\s-]+digits?(?:\s+(?:code|number))?\s+(?:on|at|from)\s+the\s+(?:back|front|reverse)"
    r"|(?:code|number|digits)\s+on\s+the\s+(?:back|reverse))\b",
    re.IGNORECASE,
)
_CODE_REACH = 40
_CODE_JOINT = re.compile(r"[\s,.-]*")
_CODE_GAP = re.compile(
    r"(?:[\s:=#.,;()*'\"-]|\b(?:is|are|it's|its|code|number|no|of|on|the|back|my|card|was|reads|says|and|to|for|that|would|be"
    r"|um|uh|er)\b)*",
    re.IGNORECASE,
)


def redact(text: str) -> Redacted:
    """The text without card numbers and security codes. Whatever is left has no 13 to 19 digits that pass the Luhn check."""
    cards = card_spans(text)
    codes = [span for span in code_spans(text) if not any(_overlap(span, card) for card in cards)]
    found = sorted([(span, CARD) for span in cards] + [(span, SECURITY_CODE) for span in codes])
    if not found:
        return Redacted(text, ())
    kinds = tuple(dict.fromkeys(kind for _, kind in found))
    parts, at = [], 0
    for (start, end), kind in found:
        parts += [text[at:start], f"[{kind} removed]"]
        at = end
    return Redacted("".join(parts) + text[at:], kinds)


def card_spans(text: str) -> list[Span]:
    """Where card numbers stand. Overlapping readings of one run of digits are joined to one span."""
    spans: list[Span] = []
    for run in _runs(text):
        spans += _cards_in(run)
    return spans


def code_spans(text: str) -> list[Span]:
    """Where security codes stand: three or four digits within reach of words that announce one."""
    spans = []
    for cue in _CODE.finditer(text):
        gap = _CODE_GAP.match(text, cue.end())
        start = gap.end() if gap else cue.end()
        if start - cue.end() <= _CODE_REACH and (span := _code_at(text, start)):
            spans.append(span)
    return sorted(set(spans))


def passes_luhn(digits: str) -> bool:
    """Whether the check digit of a card number is right."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if place % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def digits_of(text: str) -> list[Digit]:
    """Every digit of the text in order, spoken ones too: "double four" is two of them, "forty-two" also."""
    found = []
    for match in _DIGIT.finditer(text):
        is_written = match.group("written") is not None
        found += [Digit(value, match.start(), match.end(), is_written) for value in _values(match)]
    return found


def _values(match: re.Match[str]) -> str:
    part = match.groupdict()
    if part["written"]:
        return str(unicodedata.digit(part["written"]))
    if part["tens"]:
        return _TENS[part["tens"].lower()] + (_SPOKEN[part["ones"].lower()] if part["ones"] else "0")
    if part["times"]:
        digit = part["timed_digit"] or _SPOKEN[part["timed"].lower()]
        return str(digit) * _TIMES[part["times"].lower()]
    return _SPOKEN[part["spoken"].lower()]


def _runs(text: str) -> list[list[Digit]]:
    """Digits that only joints keep apart, as runs long enough for a card."""
    digits = digits_of(text)
    runs: list[list[Digit]] = [digits[:1]]
    for before, after in pairwise(digits):
        near = before.end >= after.start or _JOINT.fullmatch(text, before.end, after.start)
        if near:
            runs[-1].append(after)
        else:
            runs.append([after])
    return [run for run in runs if len(run) >= SHORTEST_CARD]


def _cards_in(run: list[Digit]) -> list[Span]:
    """Every stretch of 13 to 19 digits with a valid check digit, joined where they overlap."""
    values = "".join(digit.value for digit in run)
    edges = _edges(run)
    spans: list[Span] = []
    for first in sorted(edges):
        last = _end_of_card(values, first, edges)
        if last and spans and run[first].start < spans[-1][1]:
            spans[-1] = (spans[-1][0], max(spans[-1][1], run[last - 1].end))
        elif last:
            spans.append((run[first].start, run[last - 1].end))
    return spans


def _edges(run: list[Digit]) -> set[int]:
    """Where a number may begin or end: between groups of digits, and anywhere in a group too long for a card.

    A part of a longer number is none: the 14 digits of a parcel's number often have 13 that pass the check by chance.
    """
    breaks = [i for i in range(1, len(run)) if not (_glued(run[i - 1], run[i]))]
    edges = {0, len(run), *breaks}
    for start, end in pairwise(sorted(edges)):
        if end - start > LONGEST_CARD:
            edges |= set(range(start, end))
    return edges


def _glued(before: Digit, after: Digit) -> bool:
    return before.is_written and after.is_written and before.end == after.start


def _end_of_card(values: str, first: int, edges: set[int]) -> int:
    """The end of the longest valid number that begins at `first`; 0 when none does."""
    longest = min(LONGEST_CARD, len(values) - first)
    for length in range(longest, SHORTEST_CARD - 1, -1):
        if first + length in edges and passes_luhn(values[first : first + length]):
            return first + length
    return 0


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
