"""What the customer came with, told in the third person: of turns as the desk has them to lines with their numbers."""

import re
from collections.abc import Sequence

from assist.wrapup.drafts import Line, Said
from assist.wrapup.picking import Embed, Sentence, sentences_of, wanted
from assist.wrapup.reported import capitalised, reported
from assist.wrapup.telling.people import Person
from assist.wrapup.telling.shifting import US, Side
from assist.wrapup.telling.statements import Heard, Statement, statements, ways_to_tell
from assist.wrapup.telling.teller import WE, Talk, rendered, tell
from assist.wrapup.telling.weights import Weights
from assist.wrapup.telling.wording import tidy

CUSTOMER = 0
MOST = 3
PEOPLE = {
    CUSTOMER: Person("the customer", "them", "the customer's", "they", "their"),
    US: WE,
}
TO_US = Side(CUSTOMER, US)
REPORTING = {("says",), ("tells",), ("thinks",), ("asks",)}
_NUMBERED = re.compile(r"(^|[.!?]\s+)(Order|Claim|Invoice|Parcel)(?=\s+#?\d{4,})", re.IGNORECASE)


def wanted_lines(turns: Sequence[Said], *, embed: Embed, weights: Weights | None = None) -> list[Line]:
    """By the weights that were learnt from our notes; without them the sentences most like a problem and a request."""
    if weights:
        talk = desk_talk(turns)
        told = tell(talk, weights, most=MOST, of=CUSTOMER)
        return [Line("wanted", one.text, tuple(turns[n].seq for n in one.turns)) for one in told]
    own = [s for turn in turns if turn.is_customers for s in sentences_of(turn.seq, turn.text)]
    return [
        Line("wanted", told_as_customers(sentence), (sentence.seq,)) for sentence in wanted(own, embed=embed)
    ]


def desk_talk(turns: Sequence[Said]) -> Talk:
    """The customer on one side, everybody of ours on the other."""
    heard = tuple(Heard(CUSTOMER if turn.is_customers else US, tidy(named(turn.text))) for turn in turns)
    return Talk(heard, PEOPLE, tuple(each for each in statements(heard) if not states_as_fact(each)))


def states_as_fact(way: Statement) -> bool:
    """Whether it tells what the customer said of the world as if we knew it: "was charged twice" for "says … charged twice"."""
    return way.speaker == CUSTOMER and way.kind == "says" and way.words[1:2] not in REPORTING


def named(text: str) -> str:
    """ "Order 58213 has not come" is about an order and asks nobody to order anything."""
    return _NUMBERED.sub(lambda match: f"{match[1]}My {match[2].lower()}", text)


def told_as_customers(sentence: Sentence) -> str:
    """One sentence of the customer, whole, in the plainest way."""
    ways = [way for way in ways_to_tell(named(sentence.text), TO_US) if not states_as_fact(way)]
    if ways:
        return rendered(ways[0].words, PEOPLE) + "."
    return capitalised(f"the customer wrote: {reported(sentence.text, is_customers=True)}.")
