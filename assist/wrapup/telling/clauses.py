"""A sentence without its openers, and the clauses that can stand alone."""

import re

from assist.wrapup.telling.wording import words

_FILLERS = (
    r"hi|hello|hey|thanks(?: a lot| so much)?|thank you(?: very much| so much)?|ok|okay|oh|so|well|sorry|no|yes|yeah|yep|right|"
    r"great|sure|of course|good (?:morning|afternoon|evening|night)|certainly|absolutely|exactly|indeed|actually|anyway|wow|"
    r"hmm+|mm+|um+|uh+|er+|ah+|huh|haha|really|fine|alright|all right|good|nice|i see|you know(?= what\b|,)|you see|i mean|"
    r"let me see|let's see|excuse me|pardon(?: me)?|by the way|to be honest|in fact|as you know|to tell (?:you )?the truth|"
    r"my god|gosh|god|man|honey|dear|sir|madam|ma'am|miss|mister|please|look|listen|come on|c'mon|wait|first|second|then|now|"
    r"also|besides|however|unfortunately|luckily|maybe|perhaps|i'm sorry|i am sorry|not really|not yet|that's right|that's true|"
    r"no problem|don't worry|never mind|oh dear|of course not|why not|i'm afraid(?: that)?|it seems(?: that)?|i guess(?: so)?|"
    r"speaking of which"
)
# After a filler without a mark.
_GOES_ON = r"(?:and|but|so|i|we|you|it|could|can|what|how|where|there|the|my|let|do|is|are)\b|i'|we'|it'"
_OPENER = re.compile(
    rf"^(?:(?:{_FILLERS})(?:\s*[,.!?;:-]+\s*|\s+(?={_GOES_ON}))"
    r"|(?:and|but|so|then|because|or|well|yes|no|oh|actually|maybe|please|just|also|now)\s+)+",
    re.IGNORECASE,
)
_SUBJECT = (
    r"(?:I|you|we|he|she|it|they|there|that|this|the|my|your|our|his|her|their|I'\w+|you'\w+|we'\w+|it's|that's|he's|she's|"
    r"they'\w+|there's|let's|could|can|would|do|please|don't|what|how|where|when|why)\b"
)
_CUT = re.compile(
    rf"\s*(?:[;:]|,\s*(?:and|but|so|or|yet|because|then)|,|\s(?:but|because|so|and|since))\s+(?={_SUBJECT})",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"\s*,?\s+(?:because|since|although|though|even though|so that|as long as|whenever|while|when|but|which|"
    r"who|after|before|as well as|such as|like|just|though|too|anyway|of course|right|then|please|at all|you know|"
    r"in order to|and)\s.*$|\s*,(?!\s*(?:if|unless|until|except)\b).*$|"
    r",?\s+(?:please|though|too|anyway|of course|right|then|at all|you know|sir|madam|here|now)\W*$",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"^(?:when|since|because|after|before|as|while|although|even though|in|on|at|for|with|from|according)\b[^,]*,\s+",
    re.I,
)
_CONDITION = re.compile(r"\b(?:if|unless|until|except)\b", re.IGNORECASE)  # what hangs on one is told with it
_PLEASE = re.compile(r",? please(?=[,.?!]|$)", re.IGNORECASE)
LEAST_WORDS = 2
_DANGLING = words(
    "to the a an of and or that for from with in at on by very so my your his her our their is are was "
    "were be am have has"
)


def unopened(sentence: str, names: tuple[str, ...] = ()) -> str:
    """Without greeting, assent, thanks and calling by name at either end."""
    text = sentence
    text = _PLEASE.sub("", text)
    for _ in range(3):
        before = text
        text = _OPENER.sub("", text).strip()
        if text.rstrip(".!?,") in names:
            return ""
        for name in names:
            text = re.sub(rf"^{re.escape(name)}\s*[,.!?]\s*|,\s*{re.escape(name)}(?=\s*[,.!?]|$)", "", text)
        text = re.sub(r"^(?:hi|hey|hello|thanks|thank you)[,.!]?$", "", text, flags=re.IGNORECASE)
        if text == before:
            break
    return text


def clauses(sentence: str) -> list[str]:
    """The sentence and its parts, each with the closing mark of the sentence: whole, main clauses, without their tails."""
    mark = "?" if sentence.rstrip().endswith("?") else "."
    whole = sentence.rstrip(" .!?…,;:-").strip()
    parts = [] if _CONDITION.search(whole) else [part for part in _CUT.split(whole) if part]
    found = [whole, *parts] if len(parts) > 1 else [whole]
    for part in list(found):
        found.append(_LEAD.sub("", part))
        found += _shorter(part)
    distinct = dict.fromkeys(unopened(part.strip(" ,;:")) for part in found)
    kept = [part.rstrip(" .!?,") for part in distinct if len(part.split()) >= LEAST_WORDS]
    return [part + mark for part in kept if part == whole or part.split()[-1].lower() not in _DANGLING]


def _shorter(part: str) -> list[str]:
    """One and two tails taken off."""
    out = []
    for _ in range(3):
        cut = _TAIL.sub("", part)
        if cut == part or len(cut.split()) < 3:
            break
        out.append(cut)
        part = cut
    return out
