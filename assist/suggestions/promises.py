"""Whether a drafted text promises or claims more than its evidence. Pure rules, beside the figures of `grounding`.

What a person wrote was read by somebody; a draft was not. So every sentence of a draft that is more than courtesy has to lean
on a sentence of the evidence, in the same sense, and what it says will be done must stand there too.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

import numpy as np
from numpy.typing import NDArray

from assist.knowledge.words import fold, sentences, stem, telling_words, whole_words

LEANS_FROM = 0.5  # likeness of meaning to the nearest sentence of the evidence
FEW_WORDS = 2  # a sentence with so few telling words says nothing that could be wrong
_WILL = re.compile(
    r"\b(?:i|we|you|it|they|he|she|our \w+|your \w+|the \w+)(?:'ll| will| shall| (?:am|are|is) going to)"
    r"(?: \w+ly)?(?: be)? ([a-z]+)"
)
_SWEAR = re.compile(r"\b(guarantee|promise|certainly|definitely|for sure|always|never)\w*\b")
_COURTESY = re.compile(
    r"\b(?:sorry|apologi[sz]e|apologies|thank|thanks|hello|hi|dear|welcome|glad|happy to help|let (?:me|us) know"
    r"|anything else|i understand|i see|kind regards|best wishes|have a (?:good|nice|great))\b"
)
_NOT = re.compile(r"\b(?:not|no|never|cannot|without|nor|unable)\b|n't\b")
_BASE = {
    "sent": "send",
    "paid": "pay",
    "given": "give",
    "gave": "give",
    "got": "get",
    "took": "take",
    "bought": "buy",
}
HARMLESS = frozenset(
    stem(word) for word in ("check", "look", "see", "help", "find", "need", "let", "explain", "wait", "tell")
)

Vectors = NDArray[np.float32]


def promised(text: str) -> frozenset[str]:
    """The stems of what the text says will be done, and of the words that swear to it."""
    folded = fold(text)
    return (
        frozenset(stem(match[1]) for pattern in (_WILL, _SWEAR) for match in pattern.finditer(folded))
        - HARMLESS
    )


def _root(word: str) -> str:
    return stem(_BASE.get(word, word))


def unkept_promises(text: str, evidence: Collection[str]) -> list[str]:
    """The sentences that promise what no text of the evidence has a word for."""
    known = {_root(word) for piece in evidence for word in whole_words(piece)}
    return [sentence for sentence in sentences(text) if promised(sentence) - known]


def needs_support(sentence: str) -> bool:
    """Whether the sentence states something: no question, no courtesy, and words enough."""
    folded = fold(sentence)
    if folded.rstrip().endswith("?") or len(telling_words(sentence)) <= FEW_WORDS:
        return False
    return not (_COURTESY.search(folded) and len(telling_words(sentence)) <= 2 * FEW_WORDS)


def leaning_on_nothing(
    stated: Sequence[str], vectors: Vectors, known: Sequence[str], known_vectors: Vectors
) -> list[str]:
    """The statements that no sentence of the evidence is like, or whose nearest one says the opposite."""
    if not stated or not known:
        return list(stated)
    likeness = vectors @ known_vectors.T
    nearest = likeness.argmax(axis=1)
    return [
        sentence
        for row, sentence in enumerate(stated)
        if likeness[row, nearest[row]] < LEANS_FROM or _denies(sentence) != _denies(known[nearest[row]])
    ]


def _denies(sentence: str) -> bool:
    return bool(_NOT.search(fold(sentence)))
