"""All that a conversation could be told by: statements with the turns behind them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assist.wrapup.telling.clauses import clauses, unopened
from assist.wrapup.telling.shifting import Side
from assist.wrapup.telling.told import told
from assist.wrapup.telling.topics import ways_by_topic
from assist.wrapup.telling.verbs import ADVERBS, AUX, is_verb
from assist.wrapup.telling.wording import FUNCTION, sentences, tidy, tokens, words

SHORTEST, LONGEST = 3, 26  # words


@dataclass(frozen=True)
class Heard:
    """A turn as telling takes it: `speaker` counts the speakers from 0."""

    speaker: int
    text: str


@dataclass(frozen=True)
class Statement:
    """A sentence with marks for persons; `turn` is where it was said, `sentence` its place among all sentences."""

    words: tuple[str, ...]
    kind: str
    speaker: int
    turn: int
    sentence: int


def statements(turns: Sequence[Heard], names: Sequence[str] = ()) -> list[Statement]:
    """Every way to tell every clause, in the order of the conversation, each wording once."""
    persons = sorted({turn.speaker for turn in turns})
    found: dict[tuple[str, ...], Statement] = {}
    number = 0
    for position, turn in enumerate(turns):
        others = [person for person in persons if person != turn.speaker]
        side = Side(turn.speaker, others[0] if len(others) == 1 else None)
        for sentence in sentences(turn.text):
            number += 1
            for clause in clauses(unopened(sentence, tuple(names))):
                for statement in _told(clause, side, position, number):
                    found.setdefault(statement.words, statement)
            for way in _by_topic(sentence, side, names, are_two=len(persons) == 2):
                found.setdefault(way, Statement(way, "about", side.me, position, number))
    return list(found.values())


def _by_topic(sentence: str, side: Side, names: Sequence[str], *, are_two: bool) -> Iterator[tuple[str, ...]]:
    called = frozenset(part for name in names for part in name.split())
    spoken = tokens(sentence)
    if spoken:
        ways = ways_by_topic(spoken, side, is_question=sentence.endswith("?"), are_two=are_two, names=called)
        yield from map(tuple, ways)


def ways_to_tell(sentence: str, side: Side) -> list[Statement]:
    """One sentence by itself: whole first, each clause's plainest way first."""
    parts = clauses(unopened(tidy(sentence)))
    return [statement for clause in parts for statement in _told(clause, side, 0, 0)]


def _told(clause: str, side: Side, turn: int, number: int) -> list[Statement]:
    spoken = [word for word in tokens(clause.rstrip(".!?")) if re.match(r"[\w$£€,%']", word)]
    if not spoken:
        return []
    if spoken[0].lower() in _COMMON or is_verb(spoken[0]):
        spoken[0] = spoken[0].lower()
    kind, ways = told(spoken, side, is_question=clause.endswith("?"))
    found = [Statement(tuple(way), kind, side.me, turn, number) for way in ways]
    return [one for one in found if SHORTEST <= len(one.words) <= LONGEST and _says_something(one.words)]


def _says_something(told_: Sequence[str]) -> bool:
    """Whether behind the verb that reports there is more than particles: "Anna says it is" is nothing."""
    return any(word[0] != "«" and word.lower() not in _EMPTY for word in told_[2:])


_EMPTY = (
    FUNCTION
    | AUX
    | ADVERBS
    | words("so one thing things ok okay right yes no know think mean see guess , tells says")
)
_COMMON = words(
    "the a an this that these those there they we it its our their his her he she you your my in on at by "
    "for from with when where what who why how if as after before because since can could would should "
    "will may is are was were have has had do does did don't let's please just tell give show take send "
    "try call go come get make it's that's he's she's we're they're you're there's what's you'll "
    "we'll most many some any all no not one two three then and but so let everything nothing people"
)
