"""Choosing the sentences that belong in a summary: by likeness to examples, and by who says them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from assist.wrapup.reported import unfilled
from assist.wrapup.telling.wording import sentences, tidy

Embed = Callable[[Sequence[str]], "np.ndarray[tuple[int, int], np.dtype[np.float32]]"]

# A few lines for what a customer's sentence can be. They stand for the kind and not for the words.
EXAMPLES: dict[str, tuple[str, ...]] = {
    "issue": (
        "The item arrived broken and I cannot use it.",
        "It came today and the glass is cracked.",
        "The box was damaged and there is a dent in it.",
        "It does not work, nothing happens when I switch it on.",
        "You sent the wrong colour.",
        "My parcel has not come although it was due days ago.",
        "I was charged twice for the same order.",
        "The device stopped working after a week.",
        "I cannot get into my account.",
        "Something is missing from what I received.",
    ),
    "request": (
        "I would like my money back.",
        "Please send me a replacement.",
        "Can you tell me where my order is?",
        "I want to change the delivery address.",
        "I want to cancel it.",
        "When are you open on Saturday?",
    ),
    "chat": (
        "Thanks a lot for your help.",
        "Hello, good morning.",
        "Yes, that is right.",
        "My order number is 12345 and my postcode is AB1 2CD.",
        "Okay, I will wait.",
        "That works for me, goodbye.",
    ),
}
LEAST_LIKENESS = 0.28
SHORTEST = 3  # words


@dataclass(frozen=True)
class Sentence:
    """One sentence of a turn; `seq` is the turn's number on the timeline."""

    seq: int
    text: str


def sentences_of(seq: int, text: str) -> list[Sentence]:
    """The turn in sentences; very short ones are left out."""
    return [Sentence(seq, part) for part in sentences(tidy(text)) if len(part.split()) >= SHORTEST]


def wanted(sentences: Sequence[Sentence], *, embed: Embed, most: int = 2) -> list[Sentence]:
    """What the customer came with: the best problem and the best request among the sentences, in their
    order."""
    if not sentences:
        return []
    scores = _likeness([unfilled(sentence.text) for sentence in sentences], embed)
    picked: dict[int, Sentence] = {}
    for kind in ("request", "issue"):
        scores[kind][list(picked)] = -1.0  # one sentence is taken for one thing
        best = int(np.argmax(scores[kind]))
        if scores[kind][best] >= LEAST_LIKENESS and scores[kind][best] > scores["chat"][best]:
            picked[best] = sentences[best]
    chosen = [picked[position] for position in sorted(picked)][:most]
    return chosen or [max(sentences[:3], key=lambda sentence: len(sentence.text))]


def _likeness(
    texts: Sequence[str], embed: Embed
) -> dict[str, "np.ndarray[tuple[int], np.dtype[np.float32]]"]:
    """For each kind the likeness of every text to its nearest example, earlier texts slightly ahead."""
    likeness = embed(texts) @ _examples(embed).T
    ahead = np.linspace(0.05, 0.0, len(texts)) if len(texts) > 1 else np.zeros(1)
    scores, start = {}, 0
    for kind, lines in EXAMPLES.items():
        nearest = likeness[:, start : start + len(lines)].max(axis=1)
        scores[kind] = nearest if kind == "chat" else nearest + ahead
        start += len(lines)
    return scores


@lru_cache(maxsize=4)
def _examples(embed: Embed) -> "np.ndarray[tuple[int, int], np.dtype[np.float32]]":
    """The lines' vectors, made once a process."""
    return embed([line for lines in EXAMPLES.values() for line in lines])
