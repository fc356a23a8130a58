"""What a text asks for: a short one asks one thing, a long one (a letter, a brief, a whole conversation) many. Pure."""

from __future__ import annotations

import re

from assist.knowledge.words import sentences, telling_words

_MARKS = re.compile(r"[*#_`>|]+|^\s*(?:\d+[.)]|[-•])\s")

ONE_NEED_WORDS = 40
LEAST_TELLING = 2  # a sentence with fewer says nothing to look for
LONGEST_NEED = 60  # words of a sentence that are read


def needs_of(text: str) -> list[str]:
    """The things to look for, in order: the text itself when it is short, else its telling sentences, each once.

    An empty list when the text says nothing.
    """
    words = text.split()
    if len(words) <= ONE_NEED_WORDS:
        return [text.strip()] if words else []
    asked = dict.fromkeys(_clipped(sentence) for sentence in sentences(text))
    telling = [sentence for sentence in asked if len(telling_words(sentence)) >= LEAST_TELLING]
    return telling or [_clipped(text)]


def _clipped(sentence: str) -> str:
    """The sentence without marks of emphasis and lists, which say nothing."""
    return " ".join(_MARKS.sub(" ", sentence).split()[:LONGEST_NEED])
