"""Digits in a text, written or spoken, and which of them belong to one run."""

import re
import unicodedata
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True)
class Digit:
    """One digit in a text, written or spoken, with its place."""

    value: str
    start: int
    end: int
    is_written: bool = False


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
# Digits that are no decimal digits to Python: raised, lowered, circled, with a full stop.
_ODD = "".join(
    chr(code)
    for first, last in (
        (0xB2, 0xBA),
        (0x2070, 0x208A),
        (0x2460, 0x2500),
        (0x2776, 0x2794),
        (0x1F100, 0x1F10B),
    )
    for code in range(first, last)
    if unicodedata.digit(chr(code), None) is not None
)
# "The first four digits are": they count the digits and are none themselves.
_COUNTING = r"(?<!first\s)(?<!next\s)(?<!last\s)(?<!final\s)(?<!other\s)"
_DIGIT = re.compile(
    rf"(?P<written>[\d{_ODD}])"
    rf"|(?<!\w)(?=[zontfesd])(?:(?P<tens>{'|'.join(_TENS)})\b(?:[\s-]+(?P<ones>{_ONES})\b)?"
    rf"|(?P<times>{'|'.join(_TIMES)})\s+(?:(?P<timed>{'|'.join(_SPOKEN)})\b|(?P<timed_digit>\d))"
    rf"|{_COUNTING}(?P<spoken>{'|'.join(sorted(_SPOKEN, key=len, reverse=True))})\b)",
    re.IGNORECASE,
)
_WRITTEN = re.compile(rf"[\d{_ODD}]")
_WORD = re.compile(r"[a-z]+")
_WORDS = frozenset([*_SPOKEN, *_TENS, *_TIMES])
# What may stand between two digits of one number: white space, punctuation, invisible signs, and words of somebody who reads aloud.
_JOINT = re.compile(
    r"(?:[\s\W_]|</?[a-z]{1,10}>|\b(?:and|then|dash|hyphen|space|um|uh|er|erm|next|last|final|finally|followed|by|digits|the|is|are|it's"
    r"|(?<=first\s)four|(?<=next\s)four|(?<=last\s)four|(?<=final\s)four|(?<=other\s)four)\b){0,16}",
    re.IGNORECASE,
)


def most_digits(text: str) -> int:
    """No fewer than the text has: cheap, so that a text with hardly any is not read closely."""
    written = len(_WRITTEN.findall(text))
    return written + 3 * sum(1 for word in _WORD.findall(text.lower()) if word in _WORDS)


def digits_of(text: str) -> list[Digit]:
    """Every digit of the text in order, spoken ones too: "double four" is two of them, "forty-two" also."""
    found = []
    for match in _DIGIT.finditer(text):
        is_written = match.group("written") is not None
        found += [Digit(value, match.start(), match.end(), is_written) for value in _values(match)]
    return found


def runs_of(text: str, shortest: int) -> list[list[Digit]]:
    """Digits that only joints keep apart, as runs of `shortest` and more."""
    digits = digits_of(text)
    runs: list[list[Digit]] = [digits[:1]]
    for before, after in pairwise(digits):
        near = before.end >= after.start or _JOINT.fullmatch(text, before.end, after.start)
        if near:
            runs[-1].append(after)
        else:
            runs.append([after])
    return [run for run in runs if len(run) >= shortest]


def is_joint(text: str) -> bool:
    """Whether digits on both sides of these words belong to one number."""
    return _JOINT.fullmatch(text) is not None


def glued(before: Digit, after: Digit) -> bool:
    """Whether two written digits stand side by side."""
    return before.is_written and after.is_written and before.end == after.start


def _values(match: re.Match[str]) -> str:
    part = match.groupdict()
    if part["written"]:
        return str(unicodedata.digit(part["written"]))
    if part["tens"]:
        return _TENS[part["tens"].lower()] + (_SPOKEN[part["ones"].lower()] if part["ones"] else "0")
    if part["times"]:
        digit = (
            unicodedata.digit(part["timed_digit"]) if part["timed_digit"] else _SPOKEN[part["timed"].lower()]
        )
        return str(digit) * _TIMES[part["times"].lower()]
    return _SPOKEN[part["spoken"].lower()]
