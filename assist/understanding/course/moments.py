"""A customer's turn and what came before it, as a row of numbers."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from assist.understanding.course.signs import (
    AGENT,
    CUES,
    CUSTOMER,
    OF_AGENT,
    OF_CUSTOMER,
    Row,
    agent_signs,
    customer_signs,
)

SIGNALS_VERSION = "signals-1"
LOOKS_BACK = 20  # turns of each side
_TOKEN = re.compile(r"[a-z0-9']+")
_NUMBER = re.compile(r"\d[\d:]*")
_COMMON = frozenset(
    re.findall(
        r"\w+",
        "a an the i you to of in on at for is are it that this and or be me my your please do can would like want need with"
        " have has was will",
    )
)
# How the customer answers what the agent did: the same "no" means more after "it is booked" than after "anything else?".
_ANSWERS = [OF_CUSTOMER[name] for name in ("no", "yes", "thanks")]
_ANSWERED = [
    OF_AGENT[name]
    for name in ("confirm", "offer", "anything else", "done", "could not", "sorry", "open question")
]


@dataclass(frozen=True)
class Moment:
    """The customer's turn `now`, their earlier turns and the agent's (or the assistant's), each oldest first."""

    now: str
    earlier: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()


def signals(moment: Moment) -> Row:
    """What can be read without a model. The same moment gives the same row."""
    asked, told = moment.earlier[-LOOKS_BACK:], moment.answers[-LOOKS_BACK:]
    now, last = customer_signs(moment.now), _last_signs(told, 1)
    return np.concatenate(
        [
            _shape(moment.now, asked, told),
            now,
            last,
            _last_signs(told, 2),
            customer_signs(asked[-1]) if asked else np.zeros(len(CUSTOMER) + len(CUES), np.float32),
            *_history([agent_signs(text) for text in told], len(AGENT)),
            *_history([customer_signs(text) for text in asked], len(CUSTOMER) + len(CUES)),
            _overlap(moment.now, asked, told),
            np.outer(last[_ANSWERED], now[_ANSWERS]).ravel(),
        ]
    ).astype(np.float32)


def _shape(now: str, asked: Sequence[str], told: Sequence[str]) -> Row:
    """How far the contact is and how long the turns are."""
    words, answered = len(_tokens(now)), told[-1] if told else ""
    return np.array(
        [
            len(asked) / 10,
            not asked,
            len(asked) == 1,
            np.log1p(len(asked)),
            np.log1p(words),
            words <= 3,
            np.log1p(len(_tokens(answered))),
            now.count("?"),
            now.count("!"),
            answered.count("?"),
        ],
        dtype=np.float32,
    )


def _last_signs(told: Sequence[str], back: int) -> Row:
    return agent_signs(told[-back]) if len(told) >= back else np.zeros(len(AGENT), np.float32)


def _history(rows: Sequence[Row], width: int) -> tuple[Row, Row]:
    """How often each sign was seen so far, and in which share of the turns."""
    if not rows:
        return np.zeros(width, np.float32), np.zeros(width, np.float32)
    seen = np.sum(rows, axis=0)
    return seen, seen / len(rows)


def _overlap(now: str, asked: Sequence[str], told: Sequence[str]) -> Row:
    """What is said again: words and numbers of the customer that either side said before, and the agent's own."""
    mine, before = _content([now]), _content(asked)
    last, answers = _content(told[-1:]), _content(told[:-1])
    numbers, answered = set(_NUMBER.findall(now)), set(_NUMBER.findall(" ".join(told[-1:])))
    known = set(_NUMBER.findall(" ".join(asked)))
    return np.array(
        [
            _share(mine & before, mine),
            _share(mine & last, mine),
            len(mine & before),
            len(mine & last),
            _share(mine - before - last, mine),
            _share(last & before, last),
            _share(last & answers, last),
            len(numbers),
            len(numbers & known),
            len(numbers & answered),
            len(numbers - answered),
        ],
        dtype=np.float32,
    )


def _tokens(text: str) -> list[str]:
    return _TOKEN.findall(text.lower())


def _content(texts: Iterable[str]) -> set[str]:
    return {word for text in texts for word in _tokens(text)} - _COMMON


def _share(part: set[str], whole: set[str]) -> float:
    return len(part) / max(1, len(whole))
