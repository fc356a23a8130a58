"""What a row of each file must look like. A check gives "" or what is wrong, in words."""

from collections.abc import Callable, Mapping
from typing import Any

Check = Callable[[Any], str]
Shape = Mapping[str, Check]

RATINGS = range(1, 6)
MISSING = object()  # unlike null, which some fields may be


def text(value: Any) -> str:
    if value is MISSING:
        return "is missing"
    return "" if isinstance(value, str) else "is not a text"


def filled(value: Any) -> str:
    return text(value) or ("" if value else "is empty")


def label(value: Any) -> str:
    return "" if value is None else text(value)


def texts(value: Any) -> str:
    is_list = isinstance(value, list) and all(isinstance(one, str) for one in value)
    return "" if is_list else "is not a list of texts"


def optional(check: Check) -> Check:
    """The field may be absent; null counts as absent."""

    def checked(value: Any) -> str:
        return "" if value is None or value is MISSING else check(value)

    return checked


def turns(value: Any) -> str:
    if not isinstance(value, list):
        return "is not a list of turns"
    for number, turn in enumerate(value, 1):
        if wrong := _turn(turn):
            return f"has a turn {number} that {wrong}"
    return ""


def some_turns(value: Any) -> str:
    return turns(value) or ("" if value else "has no turn")


def until_the_customer(value: Any) -> str:
    if wrong := some_turns(value):
        return wrong
    return "" if value[-1]["speaker"] == "customer" else "does not end with a turn of the customer"


def rated_turns(value: Any) -> str:
    if wrong := some_turns(value):
        return wrong
    rated = [turn["ratings"] for turn in value if turn.get("ratings") is not None]
    good = all(isinstance(ratings, list) and all(r in RATINGS for r in ratings) for ratings in rated)
    return "" if good else "has ratings that are not numbers from 1 to 5"


def candidates(value: Any) -> str:
    return texts(value) or ("" if value else "is empty")


def replies_by_action(value: Any) -> str:
    good = isinstance(value, dict) and all(isinstance(words, str) for words in value.values())
    return "" if good else "does not give a text for each action"


def graph(value: Any) -> str:
    if not isinstance(value, dict):
        return "does not say what follows each action"
    good = all(isinstance(after, str) or not texts(after) for after in value.values())
    return "" if good else "has a follower that is neither an action nor a list of actions"


def _turn(turn: Any) -> str:
    if not isinstance(turn, dict):
        return "is not an object"
    for name in ("speaker", "text"):
        if not isinstance(turn.get(name), str):
            return f'has no "{name}"'
    if turn.get("result") is not None and not isinstance(turn["result"], (dict, list, str)):
        return 'has a "result" that is not an object'
    return ""


_CONVERSATION: Shape = {"id": filled, "tasks": optional(texts), "turns": turns}
INPUTS: Mapping[str, Shape] = {
    "intents": {"id": filled, "text": text},
    "next_actions": {"id": filled, "context": turns, "tasks": optional(texts)},
    "replies": {"id": filled, "context": turns, "tasks": optional(texts), "candidates": candidates},
    "knowledge": {"id": filled, "text": text},
    "satisfaction": {"id": filled, "context": until_the_customer},
    "summaries": {"id": filled, "turns": some_turns},
}
TRAIN: Mapping[str, Shape] = {
    "intents": {"text": text, "intent": label},
    "next_actions": _CONVERSATION,
    "replies": _CONVERSATION,
    "knowledge": {"id": filled, "text": text},
    "satisfaction": {"id": filled, "turns": rated_turns},
    "summaries": {"id": filled, "turns": some_turns, "references": texts},
}
DOCUMENTS: Shape = {"id": filled, "title": text, "text": text}
JOURNEYS: Shape = {"task": filled, "replies": replies_by_action, "graph": graph}


def faults_of(row: Any, shape: Shape) -> list[str]:
    """What is wrong with the row; empty when nothing is."""
    if not isinstance(row, dict):
        return ["is not a JSON object"]
    return [f'"{name}" {wrong}' for name, check in shape.items() if (wrong := check(row.get(name, MISSING)))]
