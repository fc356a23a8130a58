"""Whether a turn carries a request of its own. Small talk, a bare order number and the mere wish for a person carry none."""

import re

from assist.understanding import cues
from assist.understanding.rules import Entity

_WORD = re.compile(r"[^\W\d_][\w'’-]*")


def _words(text: str) -> set[str]:
    return {word.lower().replace("’", "'") for word in _WORD.findall(text)}


# What surrounds an entity that was asked for, and a wish for a person.
_AROUND_ENTITIES = _words(
    "its it is the my number order account no email e-mail mail address phone postcode tracking yes sure ok okay hi hello"
    " thanks thank you please and here are this that was on at for of in to new be should would im name ref reference"
)
_AROUND_PERSON = _words(
    "hi hello hey please pls now just then ok okay yes no can could may i i'd i'll id like want need to a an the real actual live"
    " human person someone somebody agent advisor adviser manager representative rep operator speak talk chat with me get give"
    " put through connect transfer thanks thank you right away instead really still would not bot robot machine ai this"
    " is there your rather prefer colleague customer service people team member staff of"
)
_REPLY = re.compile(
    r"^\W*(?:yes|yeah|yep|no|nope|ok|okay|sure|fine|that one|the (?:first|second|third|last|other) one)\b",
    re.IGNORECASE,
)
_REPLY_WORDS = _words(
    "yes yeah yep no nope ok okay sure fine that one the first second third last other please go ahead do it thanks thank you"
    " works would be good great lovely for me is with and i it's its correct right perfect then with happy to sounds option"
    " both neither either either's morning afternoon evening monday tuesday wednesday thursday friday saturday sunday tomorrow"
    " today on in at am pm blue white black green red grey large small"
)
_THANKS = re.compile(r"\b(?:thanks|thank you|cheers|much appreciated)\b", re.IGNORECASE)
_ASKING = re.compile(
    r"^\W*(?:can|could|would|will|do|does|did|is|are|has|have|how|where|when|why|what|which|who)\b"
    r"|\b(?:please|want|wants|need|needs|like|must|should|cancel|refund|help|send|change|give|tell|ask|asking|looking|wonder\w*)\b",
    re.IGNORECASE,
)


def carries_none(text: str, entities: tuple[Entity, ...]) -> bool:
    return (
        cues.is_small_talk(text)
        or says_only_entities(text, entities)
        or only_wants_a_person(text)
        or only_replies(text)
    )


def only_remarks(text: str) -> bool:
    """Whether the turn asks for nothing, as far as its form shows: "OK, that's clear. Thank you", "it was the blue one"."""
    if "?" in text or cues.thanks_but(text):
        return False
    return bool(_THANKS.search(text)) or not _ASKING.search(text)


def says_only_entities(text: str, entities: tuple[Entity, ...]) -> bool:
    """Whether the turn only gives what was asked for: "it's 58213", "maya@example.com"."""
    if not entities:
        return False
    rest = text
    for entity in reversed(entities):
        rest = rest[: entity.start] + " " + rest[entity.end :]
    return _words(rest.replace("'", "").replace("’", "")) <= _AROUND_ENTITIES


def only_wants_a_person(text: str) -> bool:
    """Whether the turn asks for a person and for nothing else: "real person please"."""
    return bool(cues.wants_person(text)) and _words(text) <= _AROUND_PERSON


def only_replies(text: str) -> bool:
    """Whether the turn only answers a question: "yes please, the second one", "no, Tuesday works for me"."""
    return bool(_REPLY.match(text)) and _words(text) <= _REPLY_WORDS
