"""The gate before sending: a number in a message that stands in none of its evidence stops it."""

import re
from collections.abc import Iterable

_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")


def numbers_in(text: str) -> set[str]:
    """The figures of a text as they are written: `184.50`, `09:12`, `58213`."""
    return set(_NUMBER.findall(text))


def unbacked_numbers(text: str, evidence: Iterable[str]) -> set[str]:
    """The figures of the text that stand nowhere in the evidence. An empty set is what may be sent."""
    return numbers_in(text) - {number for piece in evidence for number in numbers_in(piece)}
