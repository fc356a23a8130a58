"""Statements, told: "I'd like to cancel it" is that «0» wants to cancel it; "You should rest" that «0» suggests it."""

from assist.wrapup.telling.asked import Ways, ways
from assist.wrapup.telling.shifting import Side, Words
from assist.wrapup.telling.verbs import BASES, base_of_gerund, is_adverb, is_verb
from assist.wrapup.telling.wording import words

_OWN = words("i my we you your")
_HANGING = words("if when because since although though while which who whose than unless until as so")
_VAGUE = words("it that this")


def wish(rest: Words, began: str, side: Side) -> Ways:
    body, low = side.shift(rest), began.lower()
    wants = "need" if "need" in low.split() or "have" in low.split() else "want"
    as_said = [*side.shift(began.split()), *body]
    return (
        [*ways(side, body, [wants]), as_said, *ways(side, body, ["want"])]
        if rest[0] == "to"
        else [as_said, *ways(side, body, ["want"])]
    )


def search(rest: Words, began: str, side: Side) -> Ways:
    body, low = side.shift(rest), began.lower()
    if "look" in low:
        return ways(side, body, ["are", "looking", "for"], ["want"], ["want", "to", "find"])
    return ways(side, body, ["need" if "need" in low else "want"], ["ask", "for"], ["ask", *side.whom, "for"])


def intention(rest: Words, began: str, side: Side) -> Ways:
    body = side.shift(rest)
    if began.lower().startswith("we"):
        return [["they", "will", *body]]
    return ways(side, body, ["will"], ["are", "going", "to"], ["plan", "to"])


def advice(rest: Words, began: str, side: Side) -> Ways:
    first, body = rest[0].lower(), side.shift(rest)
    if first not in BASES:
        return ways(side, body, ["suggest"]) if base_of_gerund(first) else []
    should = ["they" if "we" in began.lower().split() else side.who[0], "should"]
    starts = (
        ["think", *should],
        ["suggest", *side.who],
        ["tell", *side.whom, "to"],
        ["advise", *side.whom, "to"],
    )
    return ways(side, body, *starts)


def possibility(rest: Words, began: str, side: Side) -> Ways:
    said = began.lower().replace("'ll", " will").split()[1:]
    starts = (
        ["say", *side.who, *said],
        ["tell", *side.whom, *side.who, *said],
        ["suggest", *side.who],
        ["tell", *side.whom, "to"],
    )
    return ways(side, side.shift(rest), *(starts if "can" in said else starts[:2]))


def thought(rest: Words, began: str, side: Side) -> Ways:
    return [[*side.shift(began.split()), *side.shift(rest)]]


def apology(rest: Words, began: str, side: Side) -> Ways:
    return ways(side, side.shift(rest), ["apologize", "for"])


def thanks(rest: Words, began: str, side: Side) -> Ways:
    return ways(side, side.shift(rest), ["thank", *side.whom, "for"])


def forbidding(rest: Words, began: str, side: Side) -> Ways:
    if rest[0].lower() not in BASES:
        return []
    return ways(side, side.shift(rest), ["ask", *side.whom, "not", "to"], ["tell", *side.whom, "not", "to"])


def order(rest: Words, began: str, side: Side) -> Ways:
    verb = rest[0].lower()
    if verb not in BASES:
        return []
    body = side.shift([verb, *rest[1:]])
    return ways(side, body, ["ask", *side.whom, "to"], ["tell", *side.whom, "to"], ["suggest", *side.who])


def statement(rest: Words, began: str, side: Side) -> Ways:
    """What is said of oneself, of both, of the other, of a third."""
    said = [*began.split(), *rest]
    body, first = side.shift(said), said[0].lower()
    bare = first.split("'")[0]
    if (
        is_adverb(first)
        or (first in _HANGING and "," not in said)
        or (bare not in _OWN and not any(is_verb(word) for word in said))
    ):
        return []
    reported = ways(side, body, ["say"], ["tell", *side.whom], ["think"])
    if bare in {"i", "my"}:
        return [body, *reported[:2]]
    if bare == "we":
        return (
            [body, ["«0»", "and", "«1»", *body[1:]], reported[0]]
            if not side.is_to_us
            else [body, reported[0]]
        )
    if bare in {"you", "your"}:
        return [reported[0], reported[2]]
    return reported if bare in _VAGUE else [*reported, body]
