"""What must not leave is covered before it does: stable placeholders that are put back in what comes back.

Cards and security codes are removed for good. Everything else that tells who somebody is (names, addresses, phones,
e-mails, ids, dates of birth, words about health) becomes [KIND_n]; the same words are the same placeholder in the whole
question, and the key to them never leaves this process and is not stored.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from assist.providers.language.recognising import SEEN, TELLING, Seen, long_numbers
from cases.redaction.rules import redact

PLACEHOLDER = re.compile(r"\[([A-Z]+)_(\d+)\]")
_MADE_UP = re.compile(r"\[\s*([A-Za-z]+)_(\d+)\s*\]")
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
# Names that are words too: covered only where they stand with a capital letter.
_ALSO_WORDS = {
    "amber", "april", "art", "august", "autumn", "bill", "bond", "brown", "chance", "christian", "cook",
    "crystal", "daisy", "dawn", "drew", "faith", "frank", "gene", "grace", "grant", "gray", "green", "holly",
    "hope", "iris", "ivy", "jack", "joy", "june", "king", "lane", "law", "lily", "long", "mark", "may", "mercy",
    "miles", "nick", "page", "pat", "penny", "pool", "price", "ray", "rich", "rob", "robin", "rose", "ruby",
    "rusty", "sage", "sky", "star", "stone", "sue", "summer", "sunny", "van", "violet", "ward", "wells",
    "white", "will", "wood", "young",
}  # fmt: skip


class Cover:
    """Covers texts and uncovers answers. One for each question; `names` and `ids` are covered wherever they stand."""

    def __init__(self, *, names: Iterable[str] = (), ids: Iterable[str] = ()) -> None:
        self._by_words: dict[tuple[str, str], str] = {}
        self._by_placeholder: dict[str, str] = {}
        self._counts: dict[str, int] = {}
        self._ids, self._names = _known_ids(ids), list(names)
        self._known = [*self._ids, *_known_names(self._names)]

    def learn(self, texts: Iterable[str]) -> None:
        """Takes the names that any of the texts announces ("my name is …"), to cover them in all of them."""
        for text in map(plain, texts):
            found = [m[s.group] for s in SEEN if s.kind == "NAME" for m in s.pattern.finditer(text)]
            self._names += [name for name in found if name not in self._names]
        self._known = [*self._ids, *_known_names(self._names)]

    def over(self, text: str) -> str:
        """The text as it may leave."""
        text = _MADE_UP.sub(r"(\1 \2)", plain(text))
        text = redact(text).text
        for seen in (*self._known, *SEEN):
            text = _outside_placeholders(text, lambda part, seen=seen: self._hide(part, seen))  # type: ignore[misc]
        return _outside_placeholders(text, self._hide_numbers)

    def off(self, value: Any) -> Any:
        """The answer with the originals put back, in every text of it."""
        if isinstance(value, str):
            return PLACEHOLDER.sub(lambda match: self._by_placeholder.get(match[0], match[0]), value)
        if isinstance(value, Mapping):
            return {key: self.off(each) for key, each in value.items()}
        return [self.off(each) for each in value] if isinstance(value, list) else value

    def invented(self, text: str) -> list[str]:
        """Placeholders in an answer that nothing was covered by: the model made them up."""
        return [match[0] for match in PLACEHOLDER.finditer(text) if match[0] not in self._by_placeholder]

    def foreign(self, text: str, *, sent: str) -> list[str]:
        """E-mails, links, numbers and ids in an answer that were not in what was sent.

        Whatever of this kind the evidence has left as a placeholder: one in the clear was made up, or slipped in.
        """
        found = []
        for seen in SEEN:
            if seen.kind in TELLING:
                found += [
                    m[0] for m in seen.pattern.finditer(text) if not seen.check or seen.check(m[seen.group])
                ]
        return [words for words in found if words not in sent]

    @property
    def kinds(self) -> dict[str, int]:
        """How many different words of each kind were covered."""
        return dict(self._counts)

    def _hide(self, text: str, seen: Seen) -> str:
        return seen.pattern.sub(lambda match: self._cover_match(match, seen), text)

    def _cover_match(self, match: re.Match[str], seen: Seen) -> str:
        start, end = match.span(seen.group)
        words = match.string[start:end]
        if not words.strip() or (seen.check and not seen.check(words)):
            return match[0]
        before, after = match.string[match.start() : start], match.string[end : match.end()]
        return before + self._placeholder(seen.kind, words) + after

    def _hide_numbers(self, text: str) -> str:
        for start, end in reversed(long_numbers(text)):
            text = text[:start] + self._placeholder("NUMBER", text[start:end]) + text[end:]
        return text

    def _placeholder(self, kind: str, words: str) -> str:
        key = (kind, words.casefold())
        if key not in self._by_words:
            self._counts[kind] = self._counts.get(kind, 0) + 1
            placeholder = f"[{kind}_{self._counts[kind]}]"
            self._by_words[key], self._by_placeholder[placeholder] = placeholder, words
        return self._by_words[key]


def plain(text: str) -> str:
    """Full-width and other look-alike forms as usual ones, without signs that nobody sees, but with line ends."""
    folded = unicodedata.normalize("NFKC", text)
    return "".join(
        sign
        for sign in folded
        if sign in "\n\t" or unicodedata.category(sign) not in ("Cc", "Cf", "Co", "Cs")
    )


def _outside_placeholders(text: str, change: Callable[[str], str]) -> str:
    """Changes what stands between placeholders, never one of them."""
    parts, at = [], 0
    for match in PLACEHOLDER.finditer(text):
        parts += [change(text[at : match.start()]), match[0]]
        at = match.end()
    return "".join(parts) + change(text[at:])


def _known_names(names: Iterable[str]) -> list[Seen]:
    """Each name as a whole, then its parts; longest first, so that a whole name is one placeholder."""
    wanted: set[str] = set()
    for name in map(plain, names):
        parts = [part for part in _WORD.findall(name) if len(part) > 1]
        wanted |= {*parts, *([" ".join(name.split())] if len(parts) > 1 else [])}
    return [_literally("NAME", words) for words in sorted(wanted, key=lambda words: (-len(words), words))]


def _known_ids(ids: Iterable[str]) -> list[Seen]:
    known = {plain(each).strip() for each in ids if len(each.strip()) > 2}
    return [
        _literally("EMAIL" if "@" in each else "ID", each) for each in sorted(known, key=len, reverse=True)
    ]


def _literally(kind: str, words: str) -> Seen:
    body = r"\s+".join(map(re.escape, words.split()))
    is_exact = kind == "NAME" and words.lower() in _ALSO_WORDS
    return Seen(kind, re.compile(rf"(?<!\w){body}(?!\w)", 0 if is_exact else re.IGNORECASE))
