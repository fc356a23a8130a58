"""What a measuring library is made of: the demo's sections, and names and codes that nobody bears."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from assist.knowledge.files import read_articles
from assist.knowledge.rules import cut_into_passages
from assist.knowledge.shelf import Floats
from assist.knowledge.words import sentences
from assist.providers.embeddings import embed

CONTENT = Path(__file__).resolve().parent.parent / "demo" / "content"
KINDS = (
    "lamp",
    "sofa",
    "desk",
    "chair",
    "shelf",
    "speaker",
    "monitor",
    "charger",
    "wardrobe",
    "mirror",
    "rug",
    "kettle",
)
STARTS = (
    "bra",
    "kel",
    "sto",
    "vin",
    "mor",
    "fju",
    "lin",
    "har",
    "tre",
    "osk",
    "dal",
    "ryg",
    "ska",
    "ber",
    "nyh",
    "gla",
)
MIDDLES = ("ni", "da", "ro", "le", "mu", "so", "va", "ti", "ke", "lo", "ra", "be", "")
ENDS = ("vik", "sund", "mar", "holt", "berg", "stad", "lund", "nes", "dal", "ford", "gren", "tind")
_FIGURE = re.compile(r"\d{2,}")
_vectors: dict[str, Floats] = {}


@dataclass(frozen=True)
class Template:
    """One section of the demo's articles."""

    number: int
    title: str
    heading: str
    synonyms: tuple[str, ...]
    sentences: tuple[str, ...]


@cache
def templates(about: frozenset[str] = frozenset()) -> tuple[Template, ...]:
    """The sections of the demo's articles of these names in order; of all of them when none is named."""
    found: list[Template] = []
    for article in read_articles(CONTENT / "articles"):
        if about and article.slug not in about:
            continue
        for cut in cut_into_passages(article.body):
            parts = tuple(sentences(cut.text))
            found.append(Template(len(found), article.title, cut.heading, article.synonyms, parts))
    return tuple(found)


class Names:
    """Names of products and codes by number: the same number gives the same name."""

    def __init__(self, seed: int) -> None:
        chance = np.random.default_rng(seed)
        self._words = [f"{a}{b}{c}".capitalize() for a in STARTS for b in MIDDLES for c in ENDS]
        chance.shuffle(self._words)

    def product(self, number: int) -> str:
        """A name and a kind: some 2,500 products; a large library has several articles of each."""
        return f"{self._words[number % len(self._words)]} {KINDS[number * 5 % len(KINDS)]}"

    def code(self, number: int) -> str:
        """A code that one article has."""
        return f"FJ-{self._words[number % len(self._words)][:2].upper()}{1000 + number}"

    def fault(self, number: int) -> str:
        """A code that a hundredth of the articles have."""
        return f"E{number % 100:02d}"


def changed_figures(text: str, chance: np.random.Generator) -> str:
    """The text with other numbers of the same length."""
    return _FIGURE.sub(
        lambda found: str(chance.integers(10 ** (len(found[0]) - 1), 10 ** len(found[0]))), text
    )


def meanings_of(texts: Sequence[str]) -> Floats:
    """Their embeddings, each made once a process."""
    missing = [text for text in dict.fromkeys(texts) if text not in _vectors]
    if missing:
        _vectors.update(zip(missing, embed(missing), strict=True))
    return np.stack([_vectors[text] for text in texts])
