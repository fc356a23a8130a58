"""What backs each sentence of a reply: the record, a published article, the wording of a saved reply, or nobody but the agent.

Pure. An article is evidence for what holds for everybody, the record for what holds in this case, a receipt for what was done.
A saved reply or one that was sent before is evidence for its wording alone, the customer's words for nothing of ours.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assist.knowledge.words import fold, sentences, stem, whole_words
from assist.suggestions.grounding import figures
from assist.suggestions.statements import Claim, claims_in, is_own_promise
from assist.suggestions.topics import topics_in

RECORD, ARTICLE, WORDING, PROMISE, NOTHING = "record", "article", "wording", "promise", "nothing"
COUNTED = frozenset(
    {"", "minute", "hour", "day", "week", "month", "year", "person", "people", "order", "item", "parcel"}
)
RECORD_ALONE = frozenset({"payment:twice", "fault:ours", "refund:approved", "customer:verified", "any:done"})
SAME = 0.8  # of the telling words
EFFECTS_OF_TOOLS = ("refund", "replacement", "address", "claim", "plan", "appointment", "account", "search")


@dataclass(frozen=True)
class Ground:
    """What a reply may lean on: facts and values of the record, texts of cited articles, and numbers as the customer gave them."""

    facts: Collection[str] = ()
    values: Sequence[str] = ()
    articles: Sequence[str] = ()
    named: Sequence[str] = ()


@dataclass(frozen=True)
class Part:
    """A sentence and what backs it: record, article, wording, promise (the agent's own) or nothing."""

    text: str
    kind: str


def parts_of(text: str, ground: Ground) -> list[Part]:
    """Every sentence that says something, with its backing; courtesy and questions are left out where nothing is claimed."""
    return [Part(each, kind) for each in sentences(text) if (kind := _kind(each, ground))]


def unbacked(text: str, ground: Ground) -> list[str]:
    """The sentences that claim of the case, or promise, what neither the record nor an article bears."""
    return [each for each in sentences(text) if not _holds(each, ground)]


def is_untimely(text: str, ground: Ground) -> bool:
    """Whether a ready-made text tells a deed or a state of the case that the record does not have: it is for another moment."""
    told = ((claim, each) for each in sentences(text) for claim in claims_in(each) if claim.kind != "promise")
    return any(not _is_borne(claim, sentence, ground) for claim, sentence in told)


def _holds(sentence: str, ground: Ground) -> bool:
    known = frozenset().union(*map(figures, (*ground.values, *ground.articles, *ground.named)))
    return _figures(sentence) <= known and all(
        _is_borne(claim, sentence, ground) for claim in claims_in(sentence)
    )


def _figures(sentence: str) -> frozenset[tuple[str, str]]:
    """The figures that need a source: a count in words ("the two amounts") and one that is asked for ("which two days") do not."""
    is_question = sentence.rstrip().endswith("?")
    return frozenset(
        (value, unit)
        for value, unit in figures(sentence)
        if (unit or value in sentence) and not (is_question and unit in COUNTED)
    )


def _is_borne(claim: Claim, sentence: str, ground: Ground) -> bool:
    if claim.needs & set(ground.facts):
        return True
    if any(need.startswith("any:") for need in claim.needs):
        return any(f"{topic}:done" in ground.facts for topic in EFFECTS_OF_TOOLS)
    if claim.kind == "state":
        return not claim.needs & RECORD_ALONE and _repeats(sentence, ground.articles)
    return claim.kind == "promise" and _is_policy(claim, ground.articles)


def _repeats(sentence: str, articles: Sequence[str]) -> bool:
    """Whether an article says just that of everybody: "the replacement is sent free of charge"."""
    words = _stems(sentence)
    lines = [line for article in articles for line in _lines(article)]
    return any(len(words & _stems(line)) >= SAME * len(words) for line in lines)


@lru_cache(maxsize=8192)
def _stems(text: str) -> frozenset[str]:
    return frozenset(stem(word) for word in whole_words(text))


@lru_cache(maxsize=1024)
def _lines(article: str) -> tuple[str, ...]:
    """Its sentences, also those that go on in the next line."""
    return (*sentences(article), *sentences(" ".join(article.split())))


def _is_policy(claim: Claim, articles: Sequence[str]) -> bool:
    """Whether an article says of the same thing that it is done: a promise then only repeats what holds for everybody."""
    topics = {need.split(":")[0] for need in claim.needs}
    lines = [line for article in articles for line in _lines(article)]
    return any(stem(claim.verb) in _stems(line) and topics & topics_in(line) for line in lines)


def _kind(sentence: str, ground: Ground) -> str:
    if not _holds(sentence, ground):
        return NOTHING
    claims = claims_in(sentence)
    if any(fold(sentence) in fold(" ".join(article.split())) for article in ground.articles):
        return ARTICLE
    if any(claim.needs & set(ground.facts) for claim in claims):
        return RECORD
    if any(claim.kind == "promise" for claim in claims) or is_own_promise(sentence):
        return PROMISE
    if _stands_in(sentence, ground.articles):
        return ARTICLE
    if _names(sentence, ground.values):
        return RECORD
    return "" if sentence.rstrip().endswith("?") or len(sentence.split()) <= _SHORT else WORDING


_SHORT = 4  # words: "Hello Maya.", "Take care."; signs of a value with the blanks about it: "1" names nothing
_MARKS = re.compile(r"[\s,.;:!?()“”\"]+")


def _names(sentence: str, values: Sequence[str]) -> bool:
    """Whether it repeats a value of the record, not a mere name."""
    folded = f" {_MARKS.sub(' ', fold(sentence))} "
    told = (f" {' '.join(_MARKS.sub(' ', fold(value)).split())} " for value in values if figures(value))
    return any(len(value) > _SHORT and value in folded for value in told)


def _stands_in(sentence: str, articles: Sequence[str]) -> bool:
    """Word by word, or with its figures, or with most of its telling words in one article."""
    words = _stems(sentence)
    for article in articles:
        held = _stems(article)
        if fold(sentence) in fold(" ".join(article.split())) or (
            words and len(words & held) >= 0.6 * len(words)
        ):
            return True
    return bool(figures(sentence)) and any(figures(sentence) <= figures(article) for article in articles)
