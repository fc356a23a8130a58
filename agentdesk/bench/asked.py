"""What customers ask of a measuring library: the examples of the demo's intents, with the library's products and codes."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from agentdesk.bench.invented import CONTENT, Names, changed_figures
from assist.taxonomy.files import read_taxonomy

ARTICLES = 10_000  # names and codes are drawn from so many articles; smaller libraries lack most of them
LETTER = (12, 30)  # sentences of a customer's whole letter, from and to
EARLIER = 3  # turns before a question in a conversation


@dataclass(frozen=True)
class Asking:
    """Questions of each kind, none twice."""

    short: list[str]
    in_conversation: list[tuple[str, list[str]]]
    with_codes: list[str]
    letters: list[str]


def asking(count: int, *, seed: int) -> Asking:
    """`count` short questions, as many of the other kinds but a fifth of letters."""
    chance, names, said = np.random.default_rng(seed), Names(seed=7), _said()
    short = [_short(chance, names, said) for _ in range(count)]
    turns = [
        [_short(chance, names, [family]) for _ in range(EARLIER + 1)]
        for family in _drawn(chance, said, count)
    ]
    return Asking(
        short=short,
        in_conversation=[(turn[-1], turn[:-1]) for turn in turns],
        with_codes=[_with_codes(chance, names, said) for _ in range(count)],
        letters=[_letter(chance, names, said) for _ in range(count // 5)],
    )


def _said() -> list[list[str]]:
    """The examples of each intent."""
    return [
        list(entry.examples)
        for entry in read_taxonomy(CONTENT / "taxonomy.yaml")
        if len(entry.examples) > EARLIER
    ]


def _drawn(chance: np.random.Generator, said: Sequence[list[str]], count: int) -> list[list[str]]:
    return [said[int(n)] for n in chance.integers(len(said), size=count)]


def _short(chance: np.random.Generator, names: Names, said: Sequence[list[str]]) -> str:
    text = changed_figures(str(chance.choice(_drawn(chance, said, 1)[0])), chance)
    number = int(chance.integers(ARTICLES))
    return text if chance.random() < 0.5 else f"{text.rstrip('.')}, it is about the {names.product(number)}"


def _with_codes(chance: np.random.Generator, names: Names, said: Sequence[list[str]]) -> str:
    """Two codes that articles have, one that none has, and an order's number."""
    number, other = (int(n) for n in chance.integers(ARTICLES, size=2))
    codes = f"{names.fault(number)} on the {names.product(number)} {names.code(number)}"
    tail = (
        f"order {chance.integers(10**4, 10**5)}, ref Q{chance.integers(10**5, 10**6)} or {names.code(other)}"
    )
    return f"{_short(chance, names, said).rstrip('.')}: {codes}, {tail}"


def _letter(chance: np.random.Generator, names: Names, said: Sequence[list[str]]) -> str:
    length = int(chance.integers(*LETTER))
    matters = _drawn(chance, said, 3)
    parts = [_short(chance, names, matters) for _ in range(length - 2)]
    parts.insert(length // 2, _with_codes(chance, names, matters))
    told = [
        part[:1].upper() + part[1:].rstrip(".?!")
        for part in ["Hello, I hope somebody can help me at last", *parts]
    ]
    return ". ".join(told) + "."
