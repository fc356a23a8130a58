"""What counts as a copy of removed words. Pure."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

IN_ITS_PLACE = "[removed]"
LENGTH = 4  # so many words in a row are a copy
SHORTEST = 6  # characters of a text with fewer words
NUMBERS = ("seq", "evidence_seq", "turn_seq", "seqs")  # how a record says which event it tells of
LABELS = ("kind", "slot", "state", "name", "icon", "key")
_WORD = re.compile(r"\w+")


def words_in(value: Any) -> list[str]:
    """All texts in a value of JSON."""
    if isinstance(value, str):
        return [value]
    inner = value.values() if isinstance(value, Mapping) else value if isinstance(value, list | tuple) else ()
    return [text for each in inner for text in words_in(each)]


def pieces_of(texts: Iterable[str]) -> frozenset[str]:
    """What gives a copy away: every four words in a row, or all of them where there are fewer."""
    return frozenset(piece for text in texts for piece in _rows(text))


def _rows(text: str) -> Iterable[str]:
    words = _folded(text)
    if len(words) < LENGTH:
        return [" ".join(words)] if sum(map(len, words)) >= SHORTEST else []
    return (" ".join(words[at : at + LENGTH]) for at in range(len(words) - LENGTH + 1))


def is_copy(text: str, pieces: Iterable[str]) -> bool:
    folded = f" {' '.join(_folded(text))} "
    return any(f" {piece} " in folded for piece in pieces)


def without_copies(value: Any, pieces: frozenset[str], seq: int) -> Any:
    """The value with every copy blanked, and with every record blanked that says it tells of event `seq`."""
    if isinstance(value, str):
        return IN_ITS_PLACE if is_copy(value, pieces) else value
    if isinstance(value, list):
        return [without_copies(each, pieces, seq) for each in value]
    if isinstance(value, dict):
        tells = tells_of(value, seq)
        return {
            key: _blank(each) if tells and key not in LABELS else without_copies(each, pieces, seq)
            for key, each in value.items()
        }
    return value


def tells_of(record: Mapping[str, Any], seq: int) -> bool:
    named = [record.get(name) for name in NUMBERS]
    return any(seq in one if isinstance(one, list) else one == seq for one in named)


def _blank(value: Any) -> Any:
    if isinstance(value, str):
        return IN_ITS_PLACE if value else value
    if isinstance(value, list):
        return [_blank(each) for each in value]
    if isinstance(value, dict):
        return {key: each if key in LABELS else _blank(each) for key, each in value.items()}
    return value


def _folded(text: str) -> list[str]:
    return _WORD.findall(text.casefold())
