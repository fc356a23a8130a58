"""Questions and requests, told: "Could you send it again?" is that «0» asks «1» to send it again.

Each function takes what follows the words that its pattern knows, and gives the ways to tell it, the best first; no way means that
the next pattern is tried.
"""

from assist.wrapup.telling.indirect import clause_of
from assist.wrapup.telling.shifting import Side, Words, agreeing
from assist.wrapup.telling.verbs import BASES, base_of_gerund, gerund
from assist.wrapup.telling.wording import words

Ways = list[Words]
_GIVING = words("give show get bring send pass lend")
_TAKING = words("have get see take borrow")


def asks(side: Side, *clauses: Words) -> Ways:
    verb = agreeing(side.subject, "ask")
    whoms: tuple[Words, ...] = ([], side.whom) if side.is_to_us else (side.whom, [])
    return [[side.subject, verb, *whom, *clause] for clause in clauses for whom in whoms]


def ways(side: Side, body: Words, *starts: Words) -> Ways:
    """The body after each start, whose first word is the verb."""
    return [[side.subject, agreeing(side.subject, start[0]), *start[1:], *body] for start in starts]


def question(rest: Words, began: str, side: Side) -> Ways:
    return asks(side, clause_of([*began.split(), *rest], side))


def knowledge(rest: Words, began: str, side: Side) -> Ways:
    return asks(side, side.shift(rest))


def topic(rest: Words, began: str, side: Side) -> Ways:
    return asks(side, ["about", *side.shift(rest)])


def request(rest: Words, began: str, side: Side) -> Ways:
    verb = rest[0].lower()
    if verb not in BASES:
        return []
    body = side.shift([verb, *rest[1:]])
    found = ways(side, body, ["ask", *side.whom, "to"], ["want", *side.whom, "to"])
    if verb in _GIVING and len(rest) > 2 and rest[1] in {"me", "us"}:
        found += ways(side, body[2:], ["ask", "for"], ["want"], ["ask", *side.whom, "for"])
    return found


def permission(rest: Words, began: str, side: Side) -> Ways:
    verb, body = rest[0].lower(), side.shift(rest)
    if verb == "help":
        return ways(side, side.whom, ["offer", "to", "help"])
    if verb not in BASES:
        return []
    if verb in _TAKING:
        return ways(
            side, body[1:], ["want"], ["ask", "for"], ["ask", *side.whom, "for"], ["want", "to", body[0]]
        )
    return ways(side, body, ["want", "to"], ["ask", "to"], ["ask", "if", side.subject, "can"])


def offer(rest: Words, began: str, side: Side) -> Ways:
    body = side.shift(rest)
    wants = ["ask", *side.whom, "if", *side.who, agreeing(side.who[0], "want")]
    if rest[0].lower() == "to":
        return ways(side, body, wants, ["invite", *side.whom])
    return ways(side, body, ["offer", *side.whom], ["offer"], wants, ["recommend"])


def suggestion(rest: Words, began: str, side: Side) -> Ways:
    first, start = rest[0].lower(), began.lower()
    is_named = start.startswith(("how", "what about"))
    base = base_of_gerund(first) or (first if first in BASES and not is_named else None)
    if base is None:
        body = side.shift(rest)
        return ways(side, body, ["suggest"], ["recommend"]) + asks(side, ["about", *body])
    tail = side.shift(rest)[1:]
    found = ways(side, tail, ["suggest", gerund(base)])
    if "you" in start.split():
        return found + ways(side, tail, ["suggest", *side.who, base])
    return found + ways(side, tail, ["invite", *side.whom, "to", base])


def favour(rest: Words, began: str, side: Side) -> Ways:
    base = base_of_gerund(rest[0].lower())
    return ways(side, side.shift(rest[1:]), ["ask", *side.whom, "to", base]) if base else []


def stock(rest: Words, began: str, side: Side) -> Ways:
    """ "Do you have …": the question, and what it is about."""
    body = side.shift(rest)
    told = question(rest, began, side)
    return told + asks(side, ["about", *body], ["for", *body]) + ways(side, body, ["want"])
