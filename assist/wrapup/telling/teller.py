"""The door: conversations in, sentences with their turns out."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assist.wrapup.telling.choosing import MOST, choose
from assist.wrapup.telling.concepts import context_of, stemmed
from assist.wrapup.telling.people import names_in
from assist.wrapup.telling.statements import Heard, Statement, statements
from assist.wrapup.telling.weights import Lesson, Weights
from assist.wrapup.telling.wording import joined, tidy, tokens, words

_MARK = re.compile(r"«(\d)»([os]?)")


@dataclass(frozen=True)
class Retold:
    """A sentence and the places of its turns in the conversation."""

    text: str
    turns: tuple[int, ...]


@dataclass(frozen=True)
class Talk:
    """A conversation as it can be told: speakers in the order of their first words, and what they are called."""

    speakers: tuple[str, ...]
    heard: tuple[Heard, ...]
    labels: tuple[str, ...]
    found: tuple[Statement, ...]


def talk_of(turns: Sequence[tuple[str, str]], labels: Mapping[str, str], *, use_names: bool = True) -> Talk:
    """`turns` are speaker and text; `labels` what each speaker is called, unless the talk gives a name."""
    tidied = [(speaker, tidy(text)) for speaker, text in turns]
    speakers = _in_order(turns)
    names = names_in(tidied)
    heard = tuple(Heard(speakers.index(speaker), text) for speaker, text in tidied)
    called = names if use_names else {}
    shown = tuple(called.get(speaker) or labels.get(speaker, speaker) for speaker in speakers)
    return Talk(speakers, heard, shown, tuple(statements(heard, list(names.values()))))


def tell(talk: Talk, weights: Weights, *, most: int = MOST) -> list[Retold]:
    """The few sentences that the weights find most like what a person would note."""
    chances = weights.chances(context_of(talk.heard, talk.found))
    return [
        Retold(rendered(one.words, talk.labels) + ".", (one.turn,))
        for one in choose(talk.found, chances, most=most)
    ]


def lesson_of(talk: Talk, note: str, labels: Mapping[str, str]) -> Lesson:
    """A note that a person wrote, made comparable: what it calls the speakers becomes marks."""
    text = tidy(note)
    for number, speaker in enumerate(talk.speakers):
        text = _marked(text, labels.get(speaker, speaker), number)
        name = talk.labels[number]
        for part in dict.fromkeys((name, name.split()[-1], name.split()[0])):
            if part.rstrip(".") not in _TITLES:
                text = _marked(text, part, number)
    return Lesson(context_of(talk.heard, talk.found), stemmed(tokens(text.replace("»'s", "»s"))))


def _marked(text: str, label: str, number: int) -> str:
    return re.sub(rf"(?<!\w){re.escape(label)}(?!\w)", f"«{number}»", text, flags=re.IGNORECASE)


def _in_order(turns: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(speaker for speaker, _ in turns))


def rendered(words: Sequence[str], labels: Sequence[str]) -> str:
    """Marks filled with what the speakers are called, a capital first."""
    text = joined(
        [_MARK.sub(lambda hit: labels[int(hit[1])] + ("'s" if hit[2] == "s" else ""), word) for word in words]
    )
    return text[:1].upper() + text[1:]


_TITLES = words("Mr Mrs Ms Miss Dr the Professor Doctor")
