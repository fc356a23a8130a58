"""What the tools' last answer comes to: its message, lists that are told item by item, values that the customer said."""

from collections.abc import Iterator

from assist.nextbest.ranking.states import State, Told, parts

NAMES = frozenset({"APIName"})  # the tool's own name, which is no news
SAYS = ("Message", "Confirmation", "message", "status", "reason")


def message_of(told: Told) -> str:
    """What the answer says in words, in lower case; empty where it is a plain record."""
    return " ".join(value for name, value in _texts(told) if name in SAYS or "tatus" in name).lower()


def texts_of(told: Told) -> str:
    return " ".join(value for _, value in _texts(told)).lower()


def left_to_tell(state: State) -> int | None:
    """How many items of a list in the last answer were not said yet (2 for more); None where none was begun."""
    if not state.told:
        return None
    told = state.told[-1]
    said = " ".join(" ".join(parts(reply)) for reply in state.replies[told.at :])
    begun: tuple[int, int] | None = None
    for value in told.values.values():
        if isinstance(value, list) and value:
            count = sum(" ".join(parts(str(item))) in said for item in value)
            if count and (begun is None or count >= begun[0]):
                begun = (count, len(value))
    return None if begun is None else max(0, min(begun[1] - begun[0], 2))


def named_values(state: State) -> list[str]:
    """Fields of the last answer whose value stands in the customer's last words; with "~" when nearly so."""
    if not state.told:
        return []
    said = f" {' '.join(parts(state.words))} "
    names = []
    for name, value in _texts(state.told[-1]):
        words = " ".join(parts(value))
        if words and f" {words} " in said:
            names.append(name)
        elif len(words) > len("yes") and words[:-1] in said:
            names.append(f"{name}~")
    return names


def _texts(told: Told) -> Iterator[tuple[str, str]]:
    return (
        (name, value) for name, value in told.values.items() if isinstance(value, str) and name not in NAMES
    )
