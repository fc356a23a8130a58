"""What a conversation and a note have in common: words and pairs of words, as stems.

The first time that a note uses a word is another thing than the second: `ones` and `pairs` number them.
"""

import re
from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

from assist.wrapup.telling.statements import Heard, Statement
from assist.wrapup.telling.wording import stem

MOST_TIMES = 3
Item = TypeVar("Item", bound=Hashable)
Pair = tuple[str, str]
_PART = re.compile(r"[a-z0-9]+")


def stemmed(words: Iterable[str]) -> tuple[str, ...]:
    """Words with marks as stems; an owner's mark gives two, like "customer's"."""
    out: list[str] = []
    for word in words:
        if word.startswith("«"):
            out += [word[:3], "s"] if word.endswith("s") else [word[:3]]
        else:
            out += [stem(part) for part in _PART.findall(word.lower())]
    return tuple(out)


def ones(stems: Sequence[str]) -> list[tuple[str, int]]:
    return _numbered(stems)


def pairs(stems: Sequence[str]) -> list[tuple[Pair, int]]:
    return _numbered(list(pairwise(stems)))


def _numbered(items: Sequence[Item]) -> list[tuple[Item, int]]:
    """Each item with the how-manieth time it comes, from 0."""
    seen: Counter[Item] = Counter()
    out = []
    for item in items:
        out.append((item, min(seen[item], MOST_TIMES)))
        seen[item] += 1
    return out


@dataclass(frozen=True)
class Context:
    """What is known of the words of one conversation."""

    turns: list[tuple[str, ...]]
    counts: "Counter[str]"
    pairs: "Counter[Pair]"
    first: dict[str, int]  # the turn that has it first
    in_turns: "Counter[str]"
    speakers: dict[str, set[int]]
    capitals: set[str]
    told: "Counter[str]"  # sentences that can be told with it
    told_pairs: "Counter[Pair]"
    size: int
    sentences: int


def context_of(turns: Sequence[Heard], found: Sequence[Statement]) -> Context:
    spoken = [stemmed(turn.text.replace("'", " ").split()) for turn in turns]
    first: dict[str, int] = {}
    speakers: dict[str, set[int]] = {}
    for number, (turn, words) in enumerate(zip(turns, spoken, strict=True)):
        for word in words:
            first.setdefault(word, number)
            speakers.setdefault(word, set()).add(turn.speaker)
    told, told_pairs = _told(found)
    counts = Counter(word for words in spoken for word in words)
    return Context(
        turns=spoken,
        counts=counts,
        pairs=Counter(pair for words in spoken for pair in pairwise(words)),
        first=first,
        in_turns=Counter(word for words in spoken for word in set(words)),
        speakers=speakers,
        capitals={
            stem(w.strip(".,!?").lower()) for t in turns for w in t.text.split()[1:] if w[:1].isupper()
        },
        told=told,
        told_pairs=told_pairs,
        size=sum(counts.values()),
        sentences=len({statement.sentence for statement in found}),
    )


def _told(found: Sequence[Statement]) -> tuple["Counter[str]", "Counter[Pair]"]:
    """In how many sentences each word and pair could be told."""
    places: dict[str, set[int]] = {}
    pair_places: dict[Pair, set[int]] = {}
    for statement in found:
        stems = stemmed(statement.words)
        for word in stems:
            places.setdefault(word, set()).add(statement.sentence)
        for pair in pairwise(stems):
            pair_places.setdefault(pair, set()).add(statement.sentence)
    count = Counter({word: len(where) for word, where in places.items()})
    return count, Counter({pair: len(where) for pair, where in pair_places.items()})
