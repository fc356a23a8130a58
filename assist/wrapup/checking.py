"""Whether a sentence that a language model wrote is borne by what it cites. Pure; strict rather than kind: a sentence that is
dropped is replaced by what was said."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assist.wrapup.picking import Embed
from assist.wrapup.telling.concepts import stemmed
from assist.wrapup.telling.verbs import ADVERBS, AUX
from assist.wrapup.telling.wording import FUNCTION, sentences, stem, tidy, tokens, words

ANYBODY = "anybody"  # the slot of a claim that any turn may bear
LEAST_SHARED, LEAST_LIKENESS = 0.5, 0.45
SURELY_SHARED = 0.8  # then the likeness of the whole does not matter
BEGINS = {"wanted": "The customer", "promised": "We ", "open": ""}
SOURCES = {"wanted": ("customer",), "promised": ("agent",), "open": ("customer", "agent", "tool")}
_REPORTING = words(
    "customer agent we ask say tell want need would like report mention explain promise will ask request still open question "
    "wait problem issue"
)
_FRAME = frozenset(stem(word) for word in _REPORTING | FUNCTION | AUX | ADVERBS)
_NEGATIVE = re.compile(
    r"\b(?:not|no|never|none|nothing|nobody|without|cannot|unable|refus\w+|declin\w+|fail\w*)\b|n't\b", re.I
)
_COUNTED = words(
    "one two three four five six seven eight nine ten eleven twelve twenty thirty fifty hundred once twice half double"
)
_DATED = words(
    "today tomorrow yesterday tonight monday tuesday wednesday thursday friday saturday sunday january february march april june "
    "july august september october november december week weeks day days month months hour hours minutes morning afternoon evening"
)
# What may only be claimed in the words of the evidence: that something was or will be done.
_DEEDS = frozenset(
    stem(word)
    for word in words(
        "refund refunded credit credited cancel cancelled replace replaced replacement send sent deliver delivered book booked close "
        "closed change changed update updated transfer transferred charge charged pay paid compensate compensation discount waive "
        "waived unlock unlocked reset repair repaired resolve resolved fix fixed call free return approve approved guarantee"
    )
)


@dataclass(frozen=True)
class Evidence:
    """A turn or a receipt: its number on the timeline, whose it is ("customer", "agent", "tool"), its words."""

    seq: int
    source: str
    text: str


@dataclass(frozen=True)
class Claim:
    slot: str
    text: str
    cites: tuple[str, ...]


def fault_of(claim: Claim, evidence: Mapping[str, Evidence], *, embed: Embed) -> str:
    """Why the claim may not stand; "" when it may."""
    cited = [evidence[name] for name in claim.cites if name in evidence]
    if not cited or len(cited) < len(claim.cites):
        return "it cites nothing that is there"
    if fault := _misplaced(claim, cited):
        return fault
    text = " ".join(one.text for one in cited)
    return _foreign(claim.text, text) or _unlike(claim.text, [one.text for one in cited], embed)


def _misplaced(claim: Claim, cited: Sequence[Evidence]) -> str:
    """What the slot asks of a claim; ANYBODY asks nothing."""
    if claim.slot == ANYBODY:
        return ""
    if not all(one.source in SOURCES.get(claim.slot, ()) for one in cited):
        return "it cites the wrong side"
    return "" if claim.text.startswith(BEGINS[claim.slot]) else "it does not say whose it is"


def _foreign(said: str, text: str) -> str:
    """Names, numbers, days and deeds of the claim that the evidence does not have."""
    known, stems = {part.lower().strip(".,") for part in tokens(tidy(text))}, set(stemmed(tokens(tidy(text))))
    digits = set(re.findall(r"\d+", text))
    for place, token in enumerate(tokens(tidy(said))):
        low = token.lower()
        if not set(re.findall(r"\d+", token)) <= digits:
            return f"the number {token} was not said"
        is_name = token[:1].isupper() and place > 0
        if (is_name or low in _COUNTED or low in _DATED) and not _is_known(low, known, stems):
            return f"“{token}” was not said"
        if stem(low) in _DEEDS and stem(low) not in stems:
            return f"nobody spoke of “{token}”"
    return ""


def _is_known(low: str, known: set[str], stems: set[str]) -> bool:
    bare = low.removesuffix("'s")
    return low in known or bare in known or stem(bare) in stems


def _unlike(said: str, texts: Sequence[str], embed: Embed) -> str:
    """Whether too few of its words, or another meaning, or the contrary stand in the evidence."""
    parts = [part for text in texts for part in sentences(tidy(text))] or [""]
    own = [word for word in stemmed(tokens(said)) if word not in _FRAME]
    held = [set(stemmed(tokens(part))) for part in parts]
    everything = set().union(*held)
    shared = sum(word in everything for word in own) / len(own) if own else 0.0
    nearest = max(range(len(parts)), key=lambda n: sum(word in held[n] for word in own))
    if bool(_NEGATIVE.search(said)) != bool(_NEGATIVE.search(parts[nearest])):
        return "it says the contrary of what was said"
    if shared < LEAST_SHARED:
        return "too little of it was said"
    vectors = embed([said, *parts])
    if shared < SURELY_SHARED and float((vectors[1:] @ vectors[0]).max()) < LEAST_LIKENESS:
        return "what was said means something else"
    return ""
