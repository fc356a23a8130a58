"""First and second person become third: "I'd like my money" is what «0» would like, «0»'s money.

Persons stand as marks until the end: «0» is the first speaker as a subject, «0»o as an object, «0»s as an owner. «9» is the
company that notes are written for: "we", whose verbs are those of many.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assist.wrapup.telling.verbs import ADVERBS, AUX, BASES, MODALS, is_adverb, third
from assist.wrapup.telling.wording import words

Words = list[str]
US = 9
_CONTRACTED = {"'m": "am", "'re": "are", "'ve": "have", "'ll": "will"}
_SPLIT = re.compile(r"^([Ii]|[Yy]ou|[Ww]e|[Tt]hey)('m|'re|'ve|'ll|'d)$")
_SUBJECTS = re.compile(r"«\d»|they")
_CLAUSE_STARTS = words(
    "that if when what because think know and but where how so before after hope sure as which than whether while since "
    "until unless believe guess say said says why who thought glad afraid sorry the , ."
)
_HAD = words("better been had gone done seen known")
_AFTER_YOU = ADVERBS - {"please", "now", "then", "all", "too", "both"}
_NO_VERBS = words(
    "and or but to of in on at for with from by about the a an this that these those who which when where if because as so "
    "than not very my your his her its our their"
)
_FORMS = {"me": "o", "my": "s", "mine": "s", "myself": "o"}
_FORMS_OF_YOU = {"your": "s", "yours": "s", "yourself": "o"}
_ALL = {"your": "their", "yours": "theirs", "yourself": "themselves"}
_OURS = {"our": "s", "ours": "s", "us": "o", "ourselves": "o"}
_WE = {"we": "they", "our": "their", "us": "them", "ours": "theirs", "ourselves": "themselves"}


def mark(speaker: int, form: str = "") -> str:
    """The mark of a speaker: form "" subject, "o" object, "s" owner."""
    return f"«{speaker}»{form}"


@dataclass(frozen=True)
class Side:
    """Who speaks to whom. `you` None: several are addressed."""

    me: int
    you: int | None

    @property
    def subject(self) -> str:
        return mark(self.me)

    @property
    def whom(self) -> Words:
        return [mark(self.you, "o")] if self.you is not None else ["others"]

    @property
    def who(self) -> Words:
        return [mark(self.you)] if self.you is not None else ["others"]

    @property
    def is_to_us(self) -> bool:
        return self.you == US

    def shift(self, spoken: Sequence[str]) -> Words:
        """The words of a clause with persons as marks and verbs that agree."""
        split = _uncontracted(spoken)
        return _agreed([self._shifted(split, place) for place in range(len(split))])

    def _shifted(self, spoken: Words, place: int) -> str:
        word, low = spoken[place], spoken[place].lower()
        if low == "i" or (low == "we" and self.is_to_us):
            return mark(self.me)
        if low in _OURS and self.is_to_us:  # what a customer calls "ours" is theirs
            return mark(self.me, _OURS[low])
        if low in _FORMS:
            return mark(self.me, _FORMS[low])
        if low == "you":
            return self._addressed(spoken, place)
        if low in _FORMS_OF_YOU:
            return mark(self.you, _FORMS_OF_YOU[low]) if self.you is not None else _ALL[low]
        return _WE.get(low, word)

    def _addressed(self, spoken: Words, place: int) -> str:
        if self.you is None:
            return "they"
        following = spoken[place + 1].lower() if place + 1 < len(spoken) else ""
        before = spoken[place - 1].lower() if place else ","
        starts = before in _CLAUSE_STARTS or before in AUX
        return (
            mark(self.you) if starts or following in AUX or following in _AFTER_YOU else mark(self.you, "o")
        )


def _uncontracted(spoken: Sequence[str]) -> Words:
    out: Words = []
    for place, word in enumerate(spoken):
        hit = _SPLIT.match(word)
        if not hit:
            out.append(word)
            continue
        following = spoken[place + 1].lower() if place + 1 < len(spoken) else ""
        had = following in _HAD or (following.endswith("ed") and following not in BASES)
        out += [hit[1], _CONTRACTED.get(hit[2]) or ("had" if had else "would")]
    return out


def _agreed(shifted: Words) -> Words:
    """Every verb that follows a subject in the form that goes with it; "they am" does not occur."""
    out = list(shifted)
    for place, word in enumerate(shifted):
        if not _SUBJECTS.fullmatch(word) or (place and shifted[place - 1].lower() in AUX):
            continue  # "did «0» see": the verb before it agrees already
        verb = _verb_after(shifted, place)
        if verb is not None:
            out[verb] = agreeing(word, shifted[verb])
    return out


def agreeing(subject: str, verb: str) -> str:
    """The verb as it goes with a mark, or with "they"."""
    if subject == "they" or subject.startswith(mark(US)):
        return {"am": "are", "is": "are"}.get(verb.lower(), verb)
    return verb if verb.lower() in MODALS else third(verb)


def _verb_after(shifted: Words, place: int) -> int | None:
    for after in range(place + 1, min(place + 4, len(shifted))):
        low = shifted[after].lower()
        if is_adverb(low) and not (low in BASES and after == place + 1):
            continue
        is_word = re.fullmatch(r"[a-z]+(?:'t)?", low) and low not in _NO_VERBS
        return after if is_word and (after == place + 1 or not place or low in BASES | AUX) else None
    return None
