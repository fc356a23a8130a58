"""Words and sentences: cleaned, cut, and brought to a stem."""

import re
from functools import lru_cache

_APOSTROPHE = re.compile(r"(?<=[A-Za-z]) ?['’´`] ?(?=(?:[mM]|[sS]|[dD]|[tT]|[rR]e|[vV]e|[lL]l)\b)")
_WORD = re.compile(r"[a-z0-9]+")
_TOKEN = re.compile(r"«\d»[os]?|[$£€#@+]?[^\W_](?:[\w'&+@/]|[-.,:](?=\w))*%?|[^\s\w]")
_ENDS = re.compile(r"(?<=[.!?…])[\"'”)]*\s+(?=[\"'“(]?[A-Za-z0-9])|\n+")
_TITLES = re.compile(r"\b(Mr|Mrs|Ms|Dr|St|No|Prof|a\.m|p\.m)\.\s", re.IGNORECASE)


def words(listed: str) -> frozenset[str]:
    """The words of a list that is written in one line."""
    return frozenset(listed.split())


FUNCTION = words(
    "the a an this that these those there it its i you he she we they me him her us them my your his our "
    "their and or but nor so yet if when while because as since than that which who whom whose what where "
    "why how of in on at for from to with by about into over under after before between through during "
    "without within against among around until off up down out not no yes very too also just only then "
    "now here"
)


def tidy(text: str) -> str:
    """One kind of apostrophe, contractions in one piece, no runs of dots or spaces."""
    text = re.sub(r"(?<![.!?…,;:\s])\s*\n+\s*(?=\S)", ". ", text)
    text = _APOSTROPHE.sub("'", text.replace("’", "'"))
    text = re.sub(r"'(M|S|D|T|Re|Ve|Ll|RE|VE|LL)\b", lambda hit: hit[0].lower(), text)
    text = re.sub(r"(?:\s*\.){2,}|…", ".", text)
    text = re.sub(r"\([^)]*\)|\*[^*]*\*", " ", text)
    text = re.sub(r"(\d), (?=\d{3}\b)", r"\1,", text)
    text = re.sub(r"(?<=[a-z]{2}[.!?])(?=[A-Z][a-z])", " ", text)
    return re.sub(r"\s+", " ", text).strip()


def sentences(text: str) -> list[str]:
    """The sentences of a tidied text, with their closing mark."""
    held = _TITLES.sub(lambda hit: hit[1] + "\x00 ", text)
    return [part.replace("\x00", ".").strip() for part in _ENDS.split(held) if part.strip()]


def tokens(text: str) -> list[str]:
    """Words with their apostrophes and hyphens, marks on their own."""
    return _TOKEN.findall(text)


def joined(parts: list[str]) -> str:
    """The inverse of `tokens`, well enough to be read."""
    text = re.sub(r"\s+([.,;:!?%)])", r"\1", " ".join(parts))
    return re.sub(r"([($£€])\s+", r"\1", text)


def stems(text: str) -> list[str]:
    """The words in small letters without their endings, as they are compared with a note of the past."""
    return [stem(word) for word in _WORD.findall(text.lower())]


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """A short stem: plural, third person, -ed and -ing taken off. Words up to three letters stay."""
    if len(word) <= 3 or word.isdigit():
        return word
    for ending, put in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3 - len(put):
            return _closed(word[: len(word) - len(ending)] + put)
    return _closed(word)


_ENDINGS = (
    ("sses", "ss"), ("ies", "i"), ("ied", "i"), ("ness", ""), ("ingly", ""), ("edly", ""), ("ing", ""), ("eed", "ee"),
    ("ed", ""), ("ss", "ss"), ("us", "us"), ("is", "is"), ("s", ""), ("ly", ""), ("y", "i"),
)  # fmt: skip


def _closed(stem_: str) -> str:
    """`hopp` is `hop`, `mak(e)` is `mak`, `carry` is `carri`."""
    if len(stem_) > 3 and stem_[-1] == stem_[-2] and stem_[-1] not in "lsze":
        return stem_[:-1]
    if len(stem_) > 3 and stem_.endswith("e"):
        return stem_[:-1]
    return stem_[:-1] + "i" if len(stem_) > 3 and stem_.endswith("y") else stem_
