"""Questions as clauses: "what time do you open" is what time «1» opens, "is it late" is if it is late."""

from collections.abc import Sequence

from assist.wrapup.telling.shifting import Side, Words
from assist.wrapup.telling.verbs import ADVERBS, AUX, BASES, is_past, past, third
from assist.wrapup.telling.wording import words

PRONOUNS = words(
    "i you we he she it they this that there these those everything anything someone anyone everyone"
)
WH = words("what where when who which how why whose whom")
_FINITE = AUX - {"be", "been"}
_TO_BE = words("is are was were")
_BEFORE_WH = words("at in for from to by on")
_WITH_BASE = words("do does did can could will would should")
_AFTER_SUBJECT = words("in at on for from like available ready open free to going")
_NO_GERUNDS = words("thing anything something everything nothing")
_OWNERS = words("my your our his her its their the a an")
_MANY = words("we they these those")
MOST_WORDS = 7  # of a subject


def clause_of(question: Sequence[str], side: Side) -> Words:
    """The question as what is asked, without "asks"."""
    low = [word.lower() for word in question]
    if low[0].split("'")[0] in WH or (low[0] in _BEFORE_WH and len(low) > 1 and low[1] in WH):
        return _indirect([low[0], *question[1:]], side)
    if low[0] in AUX and len(question) > 2:
        return ["if", *_straight(question, side)]
    return ["if", *side.shift(question)]


def _indirect(question: Words, side: Side) -> Words:
    if question[0].endswith("'s"):
        return [question[0][:-2], *_straight(["is", *question[1:]], side)]
    place = next((n for n, word in enumerate(question[1:6], 1) if word.lower() in _FINITE), None)
    if place is None or place + 1 >= len(question) or _asks_who(question, place):
        return side.shift(question)
    return [*side.shift(question[:place]), *_straight(question[place:], side)]


def _asks_who(question: Words, place: int) -> bool:
    """ "which one is the cheapest": the question word is in the subject already."""
    return place > 1 and question[place].lower() in _TO_BE and question[place + 1].lower() not in PRONOUNS


def _straight(question: Sequence[str], side: Side) -> Words:
    """Auxiliary and subject in the order of a statement."""
    aux, rest = question[0].lower(), question[1:]
    size = _subject_size(rest, aux)
    subject, tail = side.shift(rest[:size]), rest[size:]
    is_one = not _is_many(rest, size, side)
    if aux in {"do", "does", "did"} and tail:
        return [*subject, *_with_tense(side.shift(tail), aux, is_one)]
    return [*subject, third(aux) if is_one else aux, *side.shift(tail)]


def _is_many(rest: Sequence[str], size: int, side: Side) -> bool:
    first = rest[0].lower()
    return first in _MANY or (first == "you" and side.is_to_us) or (size > 1 and rest[size - 1].endswith("s"))


def _with_tense(tail: Words, aux: str, is_one: bool) -> Words:
    place = next((n for n, word in enumerate(tail[:3]) if word.lower() not in ADVERBS - BASES), 0)
    verb = tail[place].lower()
    formed = past(verb) if aux == "did" else third(verb) if is_one else verb
    return [*tail[:place], formed, *tail[place + 1 :]]


def _subject_size(rest: Sequence[str], aux: str) -> int:
    """How many words the subject has: one for a pronoun, else up to the verb or what is said of it, else all."""
    if rest[0].lower() in PRONOUNS:
        return 1
    for place, word in enumerate(rest[1:6], 1):
        low = word.lower()
        is_noun = low in _NO_GERUNDS or rest[place - 1].lower() in _OWNERS  # "your opening hours"
        is_gerund = low.endswith("ing") and not is_noun
        is_participle = aux not in _WITH_BASE and is_past(low)
        if is_gerund or is_participle or low in _AFTER_SUBJECT or (aux in _WITH_BASE and low in BASES):
            return place
    return len(rest) if len(rest) <= MOST_WORDS else 2
