"""What a sentence is about: its noun phrases, by what they do not contain. "Where is the nearest bank?" asks about the nearest bank."""

import re
from collections.abc import Sequence

from assist.wrapup.telling.shifting import US, Side, Words, agreeing
from assist.wrapup.telling.verbs import is_adverb, is_verb
from assist.wrapup.telling.wording import FUNCTION, words

MOST_WORDS, MOST_WITH_MORE = 4, 7
_STARTERS = words("my your our the a an his her their this that these those some any its")
_LINKS = words("of in for")
_VAGUE = words(
    "thing things something anything everything nothing one ones lot bit kind sort way ways time times people person matter "
    "problem question please okay ok yes thank thanks sorry course really great good nice fine well much many more most sure right"
)
_PLAIN = re.compile(r"[\w'$£€-]+")


def ways_by_topic(
    sentence: Sequence[str],
    side: Side,
    *,
    is_question: bool,
    are_two: bool,
    names: frozenset[str] = frozenset(),
) -> list[Words]:
    """The sentence told by what it is about; `are_two`: nobody else takes part, `names`: of those who do."""
    spoken = [sentence[0].lower(), *sentence[1:]] if sentence[0].lower() in _STARTERS else list(sentence)
    verb = "ask" if is_question else "tell"
    found: list[Words] = []
    for phrase in phrases(spoken):
        if len(phrase) == 1 and phrase[0] in names:
            continue  # people are not talked about because they are called
        body = ["about", *side.shift(phrase)]
        found.append([side.subject, agreeing(side.subject, verb), *side.whom, *body])
        if are_two and US not in (side.me, side.you):
            found.append(["«0»", "and", "«1»", "talk", *body])
    return found


def phrases(spoken: Sequence[str]) -> list[Words]:
    """Runs of words that are neither verbs nor particles, with their article, and with "of …" behind them."""
    found: list[Words] = []
    place = 0
    while place < len(spoken):
        start, begin, end = place, *_run(spoken, place)
        if begin < end <= begin + MOST_WORDS:
            further = _run(spoken, end + 1) if end < len(spoken) and spoken[end].lower() in _LINKS else (0, 0)
            if further[0] < further[1] <= start + MOST_WITH_MORE:
                found.append(list(spoken[start : further[1]]))
            if any(word.lower() not in _VAGUE for word in spoken[begin:end]):
                found.append(list(spoken[start:end]))
        place = max(end, place + 1)
    return found


def _run(spoken: Sequence[str], place: int) -> tuple[int, int]:
    """Where the run at this place begins, behind its article, and where it ends."""
    begin = place + (place < len(spoken) and spoken[place].lower() in _STARTERS)
    end = begin
    while end < len(spoken) and _is_noun_like(spoken[end]):
        end += 1
    return begin, end


def _is_noun_like(word: str) -> bool:
    low = word.lower()
    known = low in FUNCTION or low in _STARTERS or is_verb(low) or is_adverb(low) or low.startswith("i'")
    return bool(_PLAIN.fullmatch(word)) and not known
