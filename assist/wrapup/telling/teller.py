"""The door: conversations in, sentences with their turns out."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assist.wrapup.telling.choosing import MOST, choose
from assist.wrapup.telling.concepts import context_of, stemmed
from assist.wrapup.telling.people import Person, named, names_in
from assist.wrapup.telling.shifting import US, mark
from assist.wrapup.telling.statements import Heard, Statement, statements
from assist.wrapup.telling.verbs import is_adverb, plural
from assist.wrapup.telling.weights import Lesson, Weights
from assist.wrapup.telling.wording import joined, tidy, tokens, words

WE = Person("we", "us", "our")
Turns = Sequence[tuple[str, str]]  # speaker and text
LONGEST = 30  # words of a sentence that was joined
_SUBJECT = re.compile(r"«\d»")
_MARK = re.compile(r"«(\d)»([os]?)")


@dataclass(frozen=True)
class Retold:
    """A sentence and the places of its turns in the conversation."""

    text: str
    turns: tuple[int, ...]


@dataclass(frozen=True)
class Talk:
    """A conversation as it can be told: what was heard, who the marks are, and every way to tell it."""

    heard: tuple[Heard, ...]
    people: Mapping[int, Person]
    found: tuple[Statement, ...]


def talk_of(turns: Turns, labels: Mapping[str, str]) -> Talk:
    """`turns` are speaker and text; `labels` what each speaker is called, unless the talk gives a name. "we" is the company."""
    tidied = [(speaker, tidy(text)) for speaker, text in turns]
    names, numbers = names_in(tidied), _numbers(turns, labels)
    heard = tuple(Heard(numbers[speaker], text) for speaker, text in tidied)
    people = {
        n: WE if n == US else named(names.get(one) or labels.get(one, one)) for one, n in numbers.items()
    }
    return Talk(heard, people, tuple(statements(heard, list(names.values()))))


def tell(talk: Talk, weights: Weights, *, most: int = MOST, of: int | None = None) -> list[Retold]:
    """The few sentences that the weights find most like what a person would note; `of` keeps to one speaker's."""
    chances = weights.chances(context_of(talk.heard, talk.found))
    found = [one for one in talk.found if of is None or one.speaker == of]
    chosen = choose(found, chances, most=most)
    return [Retold(rendered(spoken, talk.people) + ".", turns) for spoken, turns in _in_fewer(chosen)]


def _in_fewer(chosen: Sequence[Statement]) -> list[tuple[list[str], tuple[int, ...]]]:
    """Neighbours that begin with the same person become one sentence: "… asks for the price and wants a receipt"."""
    out: list[tuple[list[str], tuple[int, ...]]] = []
    for one in chosen:
        spoken = list(one.words)
        before, turns = out[-1] if out else ([], ())
        continues = before[:1] == spoken[:1] and _SUBJECT.fullmatch(spoken[0]) and spoken[1] != "and"
        if continues and "and" not in before and len(before) + len(spoken) <= LONGEST:
            out[-1] = ([*before, "and", *spoken[1:]], tuple(dict.fromkeys((*turns, one.turn))))
        else:
            out.append((spoken, (one.turn,)))
    return out


def lesson_of(talk: Talk, turns: Turns, labels: Mapping[str, str], note: str) -> Lesson:
    """A note that a person wrote, made comparable: what it calls the speakers becomes marks."""
    text = tidy(note)
    for speaker, number in _numbers(turns, labels).items():
        person = talk.people[number]
        called = (person.subject, person.subject.split()[-1], person.subject.split()[0])
        for label in dict.fromkeys((labels.get(speaker, speaker), *called)):
            if label.rstrip(".") not in _TITLES:
                text = _marked(text, label, mark(number))
        if number == US:
            text = _marked(_marked(text, WE.object, mark(US, "o")), WE.own, mark(US, "s"))
    return Lesson(context_of(talk.heard, talk.found), stemmed(tokens(text.replace("»'s", "»s"))))


def _marked(text: str, label: str, put: str) -> str:
    return re.sub(rf"(?<!\w){re.escape(label)}(?!\w)", put, text, flags=re.IGNORECASE)


def _numbers(turns: Turns, labels: Mapping[str, str]) -> dict[str, int]:
    """Each speaker's number, in the order of their first words; the company has its own."""
    speakers = dict.fromkeys(speaker for speaker, _ in turns)
    others = [speaker for speaker in speakers if labels.get(speaker) != WE.subject]
    return {one: others.index(one) if one in others else US for one in speakers}


def rendered(spoken: Sequence[str], people: Mapping[int, Person]) -> str:
    """Marks filled with what the speakers are called, a capital first."""
    seen: set[str] = set()
    out: list[str] = []
    is_many = False  # after "they" the next verb is one of many
    for word in spoken:
        hit = _MARK.fullmatch(word)
        if hit:
            person, is_named = people[int(hit[1])], hit[1] in seen
            out.append(person.form(hit[2], is_named=is_named))
            is_many = not hit[2] and is_named and bool(person.again)
            seen.add(hit[1])
        else:
            out.append(plural(word) if is_many else word)
            is_many = is_many and is_adverb(word)
    text = joined(out)
    return text[:1].upper() + text[1:]


_TITLES = words("Mr Mrs Ms Miss Dr the Professor Doctor")
