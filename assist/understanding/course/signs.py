# ruff: noqa: E501 - a pattern reads better on one line
"""Wordings of the customer and of the agent that tell how it goes, each as one number of a row. Cached: a turn is read again later."""

import re
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from assist.understanding import cues

Row = NDArray[np.float32]

CUSTOMER = {
    "no": r"^\W*(?:no|nope|nah|not)\b",
    "negation": r"\b(?:no|not|don'?t|can'?t|won'?t|never|none|nothing)\b",
    "yes": r"^\W*(?:yes|yeah|yep|yup|sure|ok|okay|correct|right|exactly|fine)\b",
    "thanks": r"\b(?:thanks?|thank you|thx|appreciate)\b",
    "leaving": r"\b(?:bye|goodbye|have a (?:nice|good|great)|that'?s all|that is all|that will be all|all i need|nothing else|no more)\b",
    "praise": r"\b(?:great|good|perfect|wonderful|awesome|excellent|nice|cool|lovely|fantastic|amazing|helpful|love|like|fine|works?|sounds)\b",
    "strong": r"\b(?:perfect|wonderful|awesome|excellent|fantastic|amazing|very|so much|really|best)\b|!",
    "own mistake": r"\b(?:sorry|apologi[sz]e|oops|my bad|mistake|confus\w+)\b",
    "correction": r"\b(?:actually|instead|rather|i (?:said|meant|wanted|asked)|wait|changed?|make (?:it|that)|let'?s (?:try|make))\b",
    "something else": r"\b(?:other|another|else|different|more|anything|alternative|elsewhere)\b",
    "again": r"\b(?:again|still|already|try|twice|sure\?|are you sure|double)\b",
    "does not fit": r"\btoo\b|\b(?:later|earlier|cheaper|closer)\b",
    "bad": r"\b(?:wrong|incorrect|bad|unfortunately|shame|sad|disappoint\w*|hmm+|oh no|darn|manager|terrible|annoy\w*|ridiculous|useless|problem|issue)\b",
    "question": r"\?",
    "asks": r"^\W*(?:what|where|when|which|how|who|is|are|does|do|can|could|would)\b",
    "please": r"\bplease\b",
    "not now": r"\b(?:not (?:right )?now|not yet|not at the moment|maybe later|for now|some other time)\b",
    "no, but": r"\b(?:no|not)\b.*\b(?:i (?:want|need|would|prefer|like|said)|i'?d|make it|it should|should be)\b",
    "but": r"\bbut\b",
    "gives in": r"\b(?:i guess|i suppose|alright then|whatever|never ?mind)\b",
    "number": r"\d",
}
AGENT = {
    "sorry": r"\b(?:sorry|apologi[sz]e|unfortunately|regret|afraid)\b",
    "could not": r"\b(?:unable|could ?n[o']?t|could not|can ?n[o']?t|cannot|wasn'?t able|not able|unsuccessful|failed|not available|unavailable|no (?:result|match|option)\w*|not find|n'?t find|none|did(?:n'?t| not) go)\b",
    "nothing found": r"\b(?:there (?:are|is) no|no \w+ (?:matching|that match|available|found)|do(?:es)?n'?t have|don'?t see|aren'?t any|isn'?t (?:a|any))\b",
    "confirm": r"\b(?:confirm|correct|is that right|verify|double.?check)\b",
    "asks": r"\?\s*$",
    "anything else": r"\b(?:anything else|else (?:i|can)|something else|further|help you with|assist you)\b",
    "done": r"\b(?:success\w*|booked|reserved|purchased|scheduled|confirmed|reference|made|enjoy|done)\b",
    "farewell": r"\b(?:welcome|great day|good day|bye|enjoy)\b",
    "offer": r"\b(?:would you like|do you want|shall i|should i|how about|what about|may i)\b",
    "open question": r"\b(?:what|which|when|where|how many|how much)\b[^.?!]*\?",
    "not understood": r"\b(?:repeat|clarify|again|rephrase|understand|not sure|say that)\b",
    "no": r"^\W*(?:no|nope)\b",
    "yes": r"^\W*(?:yes|sure|ok|okay)\b",
    "another way": r"\b(?:another|other|instead|different|try)\b",
    "number": r"\d",
}
CUES = (
    cues.repeated,
    cues.pushback,
    cues.frustration,
    cues.thanks_but,
    cues.is_small_talk,
    cues.wants_person,
    cues.sarcasm,
    cues.not_negative,
)
_CUSTOMER = [re.compile(pattern, re.IGNORECASE) for pattern in CUSTOMER.values()]
_AGENT = [re.compile(pattern, re.IGNORECASE) for pattern in AGENT.values()]
OF_CUSTOMER, OF_AGENT = (
    {name: i for i, name in enumerate(CUSTOMER)},
    {name: i for i, name in enumerate(AGENT)},
)


@lru_cache(maxsize=4096)
def customer_signs(text: str) -> Row:
    """One number a wording of `CUSTOMER`, then one a cue."""
    found = [bool(pattern.search(text)) for pattern in _CUSTOMER] + [bool(cue(text)) for cue in CUES]
    return np.array(found, dtype=np.float32)


@lru_cache(maxsize=4096)
def agent_signs(text: str) -> Row:
    """One number a wording of `AGENT`."""
    return np.array([bool(pattern.search(text)) for pattern in _AGENT], dtype=np.float32)
