"""Words and sentences: how text is folded, cut and compared for the search. Pure functions."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_WORD = re.compile(r"[a-z0-9]+(?:[-'’][a-z0-9]+)*")
_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"'”’)]*\s+(?=[\"'“‘(]?[A-Z0-9£$€À-Þ])|\n+")
_EXACT_ID = re.compile(r"\b(?=[a-z0-9-]*\d)[a-z][a-z0-9]*(?:-[a-z0-9]+)*\b")
_SUFFIXES = ("ations", "ation", "ments", "ment", "ingly", "ing", "edly", "ied", "ies", "ed", "es", "ly", "s")
_COMMON = frozenset(
    """
    a about all already am an and any anything are as at be been but by can could did do does for from get give got had
    has have he hello help hi how i i'm i've if in into is it it's its just know let like me my need no
    not now of on or our out please say see she should so some something still tell than thank thanks that the their
    them then there they this to too up us want was we were what what's when where which who why will
    with would you your
    """.split()  # noqa: SIM905
)


def fold(text: str) -> str:
    """Lower case without accents, so that 'Café' and 'cafe' are one word."""
    if text.isascii():
        return text.lower()
    bare = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    return bare.lower().replace("’", "'")


@lru_cache(maxsize=65_536)  # a library's words come again and again
def stem(word: str) -> str:
    """A crude stem, enough to see that 'refunded' and 'refunds' are the same word."""
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 3:
            return word[: -len(suffix)].rstrip("e")
    return word.rstrip("e") if len(word) > 3 else word


def telling_words(text: str) -> set[str]:
    """The stems of the words that say what the text is about. Order numbers and the like say nothing about
    it."""
    return {stem(word) for word in whole_words(text)}


def all_terms(text: str) -> list[str]:
    """The same stems as often as they stand, in order."""
    words = _WORD.findall(fold(text))
    return [stem(word) for word in words if word not in _COMMON and not (word.isdigit() and len(word) > 4)]


def whole_words(text: str) -> list[str]:
    """The same words as they stand, folded, each once, in order."""
    words = dict.fromkeys(_WORD.findall(fold(text)))
    return [word for word in words if word not in _COMMON and not (word.isdigit() and len(word) > 4)]


def exact_ids(text: str) -> list[str]:
    """Codes in the text, folded: letters first and at least one digit, such as 'kb-104' or 'e17'."""
    return sorted(set(_EXACT_ID.findall(fold(text))))


def sentences(text: str) -> list[str]:
    """The sentences of a text; a line ends one too."""
    return [part.strip() for part in _SENTENCE_END.split(text) if part.strip()]


def shorten(text: str, words: int) -> list[str]:
    """The text in pieces of whole sentences with at most `words` words each; a longer sentence stays
    whole."""
    pieces: list[list[str]] = [[]]
    for line in text.split("\n"):
        for sentence in sentences(line):
            if pieces[-1] and len(" ".join([*pieces[-1], sentence]).split()) > words:
                pieces.append([])
            pieces[-1].append(sentence)
    return [_with_lines(piece, text) for piece in pieces if piece]


def _with_lines(piece: list[str], text: str) -> str:
    """Puts the sentences together as they stood, line breaks kept."""
    start = text.index(piece[0])
    position = start
    for sentence in piece:
        position = text.index(sentence, position) + len(sentence)
    return text[start:position]


def share_of(words: set[str], text: str) -> float:
    """The share of `words` (stems) that stand in the text, 0 to 1."""
    return len(words & telling_words(text)) / len(words) if words else 0.0
