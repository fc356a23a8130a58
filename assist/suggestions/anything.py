"""Claims in words that no row of `standings` knows: something of the case "has been …", somebody else "has …", we "have …". Pure.

A thing of the case with a finished verb is a claim, whichever verb it is. Left out are verbs that only take attention, what
only the customer can see, and what is so by its kind ("your invoice is attached").
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assist.suggestions.topics import topics_in
from assist.suggestions.verbs import ATTENTION, listed

_DONE = r"([a-z]+ed|upheld|sent|paid|made|done|put|set|found|given|taken|lost|won|met)"
_LATELY = r"(?: now| just| already| also| finally| both| since)*"
_OF_THE_CASE = re.compile(
    rf"\byour (?:[\w'-]+ ){{1,4}}?(?:(?:has|have|'s){_LATELY}(?: been)?|(?:is|are|was|were)){_LATELY} {_DONE}\b"
)
_THIRD = re.compile(
    r"\b(carrier|courier|driver|supervisor|manager|warehouse|bank|colleague|engineer|technician)s?"
    rf"(?: has| have|'s)?{_LATELY} {_DONE}\b"
)
_OURS = re.compile(rf"\b(?:i|we)(?:'ve| have){_LATELY} {_DONE}\b")
_SEEN = frozenset(
    listed(
        "damaged cracked scratched crushed dented needed required called included allowed based interested covered attached listed"
        " shown displayed marked expected used opened added noted named concerned meant limited tested read found described"
    )
)
_EFFECTS = frozenset(
    {
        "refund",
        "replacement",
        "address",
        "claim",
        "plan",
        "appointment",
        "account",
        "search",
        "complaint",
        "return",
    }
)


def anything_in(text: str) -> Iterator[tuple[str, frozenset[str]]]:
    """Each claim as its kind, and the things of which the record must hold something."""
    topics = topics_in(text)
    if topics and any(_tells(match[1]) for match in _OF_THE_CASE.finditer(text)):
        yield "state", topics
    for match in _THIRD.finditer(text):
        if match[2] == "confirmed" or _tells(match[2]):
            yield "state", topics & _EFFECTS or frozenset({"third"})
    if topics & _EFFECTS and any(_tells(match[1]) for match in _OURS.finditer(text)):
        yield "deed", topics & _EFFECTS


def _tells(done: str) -> bool:
    roots = {done, done[:-1], done[:-2], done[:-3]}
    return done not in _SEEN and not roots & ATTENTION
