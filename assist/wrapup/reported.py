"""From what somebody said to what is reported of it: first and second person become third."""

import re

# After these words "you" is an object: "we will send you …" becomes "we will send them …".
_BEFORE_OBJECT = (
    "to for with from of at by on about send sent give gave tell told ask asked show pay paid refund let "
    "inform email text call called ring owe bring offer charge charged thank help "
    "helped contact contacted reach"
)
_OBJECT = "|".join(rf"(?<=\b{word} )you\b" for word in _BEFORE_OBJECT.split())
_PERSONS = [
    (r"\bI'm\b|\bI am\b", "{SELF} are"),
    (r"\bI was\b", "{SELF} were"),
    (r"\bI'll\b", "{SELF} will"),
    (r"\bI'd\b", "{SELF} would"),
    (r"\bI've\b", "{SELF} have"),
    (r"\b[Ww]e're\b", "{SELF} are"),
    (r"\b[Ww]e'll\b", "{SELF} will"),
    (r"\b[Ww]e'd\b", "{SELF} would"),
    (r"\b[Ww]e've\b", "{SELF} have"),
    (r"\b[Yy]ou're\b", "{YOU} are"),
    (r"\b[Yy]ou'll\b", "{YOU} will"),
    (r"\b[Yy]ou'd\b", "{YOU} would"),
    (r"\b[Yy]ou've\b", "{YOU} have"),
    (r"\bI\b|\b[Ww]e\b", "{SELF}"),
    (r"\b[Mm]y\b|\b[Oo]ur\b", "{OWN}"),
    (r"\b[Mm]ine\b|\b[Oo]urs\b", "{OWNS}"),
    (r"\b[Mm]yself\b|\b[Oo]urselves\b", "{SELVES}"),
    (r"\b[Mm]e\b|\bus\b", "{OBJ}"),
    (r"\b[Yy]ours\b", "{YOURS}"),
    (r"\b[Yy]ourself\b", "{YOURSELF}"),
    (r"\b[Yy]our\b", "{YOUR}"),
    (_OBJECT + r"|\byou(?=[,.;:!?]|$)", "{YOUOBJ}"),
    (r"\b[Yy]ou\b", "{YOU}"),
]
_THEM = {"SELF": "they", "OWN": "their", "OWNS": "theirs", "SELVES": "themselves", "OBJ": "them"}
_US = {"SELF": "we", "OWN": "our", "OWNS": "ours", "SELVES": "ourselves", "OBJ": "us"}
_YOU_ARE_US = {"YOU": "we", "YOUR": "our", "YOURS": "ours", "YOURSELF": "ourselves", "YOUOBJ": "us"}
_YOU_ARE_THEM = {
    "YOU": "they",
    "YOUR": "their",
    "YOURS": "theirs",
    "YOURSELF": "themselves",
    "YOUOBJ": "them",
}
_WORDS = {True: {**_THEM, **_YOU_ARE_US}, False: {**_US, **_YOU_ARE_THEM}}
_FILLER = re.compile(
    r"^(?:(?:hi|hello|hey|thanks|thank you|ok|okay|so|well|sorry|please|yes|no|right|great|sure|of course|"
    r"good (?:morning|afternoon|evening))(?: there)?(?:[,!.:]+\s*|\s+(?=and\b|but\b))|(?:and|but)\s+)+",
    re.IGNORECASE,
)


def reported(sentence: str, *, is_customers: bool) -> str:
    """The sentence as somebody of the company would report it, without greeting and closing mark, lower
    case at first.

    The customer's "my" becomes "their" and "you" becomes "we"; of our own side "I" becomes "we" and "you"
    becomes "they".
    """
    text = unfilled(sentence).rstrip(" .!…").strip().replace("’", "'")
    return lowered(_shift(text, _WORDS[is_customers]))


def unfilled(sentence: str) -> str:
    """The sentence without greeting, thanks and other openers."""
    return _FILLER.sub("", sentence.strip())


def _shift(text: str, words: dict[str, str]) -> str:
    """In two steps, by marks that no pattern meets again: else "you" would become "we" and "we" would
    become "they"."""
    for pattern, form in _PERSONS:
        text = re.sub(pattern, form.replace("{", "\x00").replace("}", "\x01"), text)
    return re.sub(r"\x00(\w+)\x01", lambda found: words[found[1]], text)


def lowered(text: str) -> str:
    """The first letter small, unless the word is a name, a code or an abbreviation."""
    first = text.split(" ", 1)[0]
    is_plain = first[:1].isupper() and first[1:].islower() and first.lower() in _STARTERS
    return text[:1].lower() + text[1:] if is_plain or len(first) == 1 else text


def capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]


_OPENERS = (
    "the a an this that these those there they we it its our their his her he she in on at by for from "
    "with when where what who why how if as after before because since then now today yesterday tomorrow "
    "can could would should will may is are was were have has had do does did please just order delivery "
    "parcel package monitor one two both all some any no not nothing nobody someone something every each "
    "last next first second another still also every one"
)
_STARTERS = frozenset(_OPENERS.split())
