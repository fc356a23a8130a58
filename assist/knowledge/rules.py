"""Decisions of knowledge, over plain values: how passages score, what is marked, who may publish."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from math import exp
from typing import Any

from assist.knowledge.markdown import Section, sections_of
from assist.knowledge.words import exact_ids, fold, sentences, share_of, shorten, telling_words

RULES_VERSION = "knowledge-5"
WORDS_A_PASSAGE = 130
DENSE_WEIGHT, TITLE_WEIGHT, WORD_WEIGHT, LEAD_WEIGHT = 0.5, 0.25, 0.2, 0.1
ALL_WORDS_BONUS, INTENT_WEIGHT = 0.05, 0.08
# Sections of one article are much alike; which of them answers shows in the sentence that is nearest to the question.
SENTENCE_WEIGHT, USUAL_LIKENESS = 0.2, 0.5
OPENING_MALUS = 0.25
# Measured on questions whose article was taken away: from here on 98 of 100 that have an answer keep it, and a third to
# six in ten that have none find none; what is quite off the subject finds none at all.
ANSWERS_FROM, LEAST_DENSE = 0.39, 0.3
STEEPNESS, EVEN_CHANCE = 13.7, 0.538  # of the calibration on the same questions
QUOTED_WORDS = 60
SAME_QUESTION = 0.65  # questions this near are about one thing in 95 of 100 groups
LEAST_SAID = 2
_LETTERS = re.compile(r"[0-9-].*")
_OF_THIS_CASE = re.compile(
    r"\byou(?:r colleague|r agent)?(?: \w+)? (?:said|promised|told|agreed|wrote|confirmed)\b|\b(?:did|have) you\b"
    r"|\bis (?:it|that|this|everything|my \w+|the \w+)(?: \w+)? (?:done|booked|changed|paid|cancell?ed|sent|ready|there|on its way)\b"
    r"|\b(?:has|was) (?:it|that|my \w+|the \w+)(?: already| now)? (?:been|done|paid|sent|booked|changed|cancell?ed|refunded)\b"
    r"|\bis booked\b|\bwhen will it be here\b"
)
ASKS_WITH = 3  # telling words, a question one less; a message with fewer says too little to miss an article


@dataclass(frozen=True)
class Cut:
    """One passage as it is stored: a section, or a part of a long one."""

    position: int
    heading: str
    anchor: str
    text: str


@dataclass(frozen=True)
class Score:
    """The parts of a passage's score: `dense` and `words` from 0 to 1, `exact` when an id of the article
    was named.

    `words` stand in the section itself; those in the article's title and synonyms alone (`lead_words`) are the
    same for all its sections and do not tell which of them answers.
    """

    dense: float
    words: float
    has_all_words: bool
    exact: bool
    intent: int = 0  # 1: the article is written for the case's intent, -1: for others, 0: not known
    lead_words: float = 0.0
    is_opening: bool = False  # the lines above the first heading tell of the page and answer little
    title: float = 0.0  # likeness with the article's title
    is_of_another_code: bool = False  # the section is about E07, the question about E04
    sentence: float = USUAL_LIKENESS  # likeness with the nearest sentence, its heading before it

    @property
    def total(self) -> float:
        """Meaning weighs more than words; an exact id stands above everything."""
        parts = (
            self.dense,
            self.title,
            self.words,
            self.has_all_words,
            self.intent,
            self.lead_words,
            self.is_opening,
        )
        return float(mixed(*parts)) + by_sentence(self.sentence) + (1.0 if self.exact else 0.0)

    @property
    def answers(self) -> bool:
        """Whether a passage with this score may be taken as an answer to the question."""
        if self.is_of_another_code:
            return False
        return self.exact or (self.total >= ANSWERS_FROM and self.dense >= LEAST_DENSE)

    @property
    def chance(self) -> float:
        """How likely the passage answers the question, 0 to 1, calibrated."""
        return 1.0 if self.exact else 1 / (1 + exp(-STEEPNESS * (self.total - EVEN_CHANCE)))


def mixed(dense: Any, title: Any, words: Any, has_all: Any, intent: Any, lead: Any, is_opening: Any) -> Any:
    """The weighted sum, of single numbers or of arrays of them."""
    meaning = DENSE_WEIGHT * dense + TITLE_WEIGHT * title
    told = WORD_WEIGHT * words + LEAD_WEIGHT * lead + ALL_WORDS_BONUS * has_all
    return meaning + told + INTENT_WEIGHT * intent - OPENING_MALUS * is_opening


def by_sentence(likeness: float) -> float:
    """What the nearest sentence adds to a total, or takes from it."""
    return SENTENCE_WEIGHT * (likeness - USUAL_LIKENESS)


def misses_an_article(text: str, *, is_planned: bool) -> bool:
    """Whether an unanswered message is a gap: it is then collected and told to the agent, else neither.

    What a plan handles needs no article, and neither does what only this case's own record can answer.
    """
    enough = ASKS_WITH - 1 if "?" in text else ASKS_WITH
    return not is_planned and len(telling_words(text)) >= enough and not asks_of_this_case(text)


def asks_of_this_case(text: str) -> bool:
    """Whether the message is about what was said or done in this very case: no article could know that."""
    return bool(_OF_THIS_CASE.search(fold(text)))


def says_too_little(text: str, intent: str) -> bool:
    """Whether a message of one telling word, in a case about nothing known, could mean any article: "it does not work"."""
    return not intent and not exact_ids(text) and len(telling_words(text)) < LEAST_SAID


def is_of_another_code(question: str, heading: str) -> bool:
    """Whether the heading names codes of the kind that the question names, but not that one: E07 where E04 was asked."""
    asked, told = exact_ids(question), exact_ids(heading)
    kinds = {_LETTERS.sub("", code) for code in told}
    return (
        bool(told) and not set(asked) & set(told) and any(_LETTERS.sub("", code) in kinds for code in asked)
    )


def cut_into_passages(body: str) -> list[Cut]:
    """The passages of an article's body: one a section, long sections in several of whole sentences."""
    parts = [(section, text) for section in sections_of(body) for text in _pieces_of(section)]
    return [Cut(n, section.heading, section.anchor, text) for n, (section, text) in enumerate(parts)]


def _pieces_of(section: Section) -> list[str]:
    return shorten(section.text, WORDS_A_PASSAGE)


def best_sentence(text: str, question: str, likeness: Sequence[float] = ()) -> int:
    """The number of the sentence that answers the question best, by shared words and, where given,
    likeness."""
    wanted = telling_words(question)
    parts = sentences(text)
    scores = [
        (likeness[n] if n < len(likeness) else 0.0) + 0.5 * share_of(wanted, part)
        for n, part in enumerate(parts)
    ]
    return max(range(len(parts)), key=scores.__getitem__) if parts else 0


def mark_sentence(text: str, number: int) -> str:
    """The text as HTML, escaped, with the sentence of that number in <mark> and line breaks kept."""
    html, position = "", 0
    for n, sentence in enumerate(sentences(text)):
        start = text.index(sentence, position)
        html += escape(text[position:start])
        html += f"<mark>{escape(sentence)}</mark>" if n == number else escape(sentence)
        position = start + len(sentence)
    return (html + escape(text[position:])).replace("\n", "<br>")


def excerpt(text: str, number: int, around: int = 1) -> tuple[str, int]:
    """The marked sentence with its neighbours, for a small card, and its number in that excerpt."""
    parts = sentences(text)
    first, last = max(0, number - around), min(len(parts), number + around + 1)
    return " ".join(parts[first:last]), number - first


def quoted(text: str, number: int) -> str:
    """The passage in its own words: whole where it is short, else its best sentence and what follows it.

    A sentence cut out of its passage can lose what it is about ("everything is closed": only at Christmas).
    """
    parts = sentences(text)
    if len(text.split()) <= QUOTED_WORDS:
        return " ".join(parts)
    kept: list[str] = []
    for part in parts[number:]:
        if kept and len(" ".join([*kept, part]).split()) > QUOTED_WORDS:
            break
        kept.append(part)
    return " ".join(kept)


def may_publish(*, author: str, reviewer: str) -> bool:
    """A second person publishes, never the one who wrote it."""
    return bool(reviewer) and author != reviewer
