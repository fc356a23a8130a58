"""What a conversation has come to, as named features: its last words, what was done, what the tools told."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from assist.registry.conversations import Turn
from assist.suggestions.ranking.masking import Lexicon, words_of

Features = dict[str, float]
RECENT = 4  # actions that count by their place
SHORT = 30  # a customer's text so short counts as a whole
OFTEN = 4


def state_of(turns: Sequence[Turn], tasks: Iterable[str], lexicon: Lexicon) -> Features:
    """The features of the conversation before the next reply, with their weights."""
    features: Features = {"always": 1.0, f"last:{turns[-1].speaker if turns else 'nobody'}": 1.0}
    features[f"turns:{min(len(turns), 12)}"] = 1.0
    for part in (_customer, _actions, _replies, _results):
        features |= part(turns, lexicon)
    tasks = tuple(tasks)
    features |= dict.fromkeys([f"tasks:{len(tasks)}", *(f"task:{task}" for task in tasks)], 1.0)
    return features


def action_of(turn: Turn, lexicon: Lexicon) -> str:
    """The name of what the agent did: the action that was picked, else the reply without its values."""
    if turn.text and (turn.typed or not turn.action):
        return f"said {lexicon.mask(turn.text).key}"
    return turn.action or "nothing"


def _bag(prefix: str, words: Iterable[str], weight: float = 1.0) -> Features:
    counts = Counter(words)
    scale = weight / max(counts.total(), 1) ** 0.5
    return {prefix + word: count * scale for word, count in counts.items()}


def grams(words: Sequence[str]) -> Iterator[str]:
    """The words and their neighbours two by two."""
    yield from words
    yield from (f"{one} {other}" for one, other in itertools.pairwise(words))


def _customer(turns: Sequence[Turn], lexicon: Lexicon) -> Features:
    texts = [turn.text for turn in turns if turn.speaker == "customer"]
    features: Features = {f"heard:{min(len(texts), 6)}": 1.0}
    if texts:
        masked = lexicon.mask(texts[-1])
        words = masked.key.split()
        features |= _bag("now ", grams(words), 1.5)
        features[f"now length {min(len(words), 12)}"] = features[
            f"now values {min(len(masked.values), 3)}"
        ] = 1.0
        features |= {"now asks": 1.0} if "?" in texts[-1] else {}
        features |= {f"now all {masked.key}": 1.0} if len(masked.key) < SHORT else {}
    if len(texts) > 1:
        features |= _bag("before ", grams(lexicon.mask(texts[-2]).key.split()))
    return features | _bag("ever ", [word for text in texts for word in sorted(set(words_of(text)))])


def _actions(turns: Sequence[Turn], lexicon: Lexicon) -> Features:
    done = [action_of(turn, lexicon) for turn in turns if turn.speaker == "agent"]
    places = [f"done {back}: {action}" for back, action in enumerate(reversed(done[-RECENT:]), start=1)]
    runs = [f"run {count}: {' | '.join(done[-count:])}" for count in (2, 3) if len(done) >= count]
    first = [f"first: {done[0]}"] if done else []
    often = [
        f"{min(n, 3)} times {action}"
        for action, count in Counter(done).items()
        for n in range(1, min(count, 3) + 1)
    ]
    return dict.fromkeys([*places, *runs, *first, *often], 1.0)


def _replies(turns: Sequence[Turn], lexicon: Lexicon) -> Features:
    said = [turn for turn in turns if turn.speaker == "agent" and turn.text]
    features: Features = {f"typed {min(sum(turn.typed for turn in said), OFTEN)}": 1.0}
    for back, turn in enumerate(reversed(said[-2:]), start=1):
        key = lexicon.mask(turn.text).key
        features |= _bag(f"said {back} ", grams(key.split()))
        features[f"said {back} all {key}"] = 1.0
    if said:
        features[f"said typed {said[-1].typed}"] = 1.0
    return features


def _results(turns: Sequence[Turn], lexicon: Lexicon) -> Features:
    told = [(at, turn) for at, turn in enumerate(turns) if turn.speaker == "tool"]
    if not told:
        return {}
    at, last = told[-1]
    age = "fresh" if at == len(turns) - 1 else "older"
    names = [
        f"{age} empty {not last.result}",
        f"{age} total {min(last.total or 0, 3)}",
        f"age {min(len(turns) - 1 - at, 6)}",
    ]
    names += [f"{age} {name}" for name in sorted(set(_told_by(last, lexicon)))]
    names += _given(turns)
    names.append(f"in a row {_in_a_row(turns)}")
    if len(told) > 1:
        names.append(f"same again {told[-2][1].result == last.result}")
    return dict.fromkeys(names, 1.0)


def _told_by(turn: Turn, lexicon: Lexicon) -> Iterator[str]:
    """The fields of the answer, and those values that tell of a state rather than of this customer."""
    for name, value in (turn.result or {}).items():
        yield f"field {name}"
        if isinstance(value, bool | str) and _is_a_state(value):
            yield f"{name}={value}"


def _given(turns: Sequence[Turn]) -> list[str]:
    """The fields with which tools were called: the last time, and ever."""
    calls = [turn.given for turn in turns if turn.given]
    last = [f"given last {name}" for name in calls[-1]] if calls else []
    return [*last, *(f"given {name}" for call in calls for name in call)]


def _is_a_state(value: Any) -> bool:
    return not any(letter.isdigit() for letter in str(value)) and len(str(value)) <= OFTEN * SHORT


def _in_a_row(turns: Sequence[Turn]) -> int:
    count = 0
    for turn in reversed(turns):
        if turn.speaker == "customer":
            break
        count += turn.speaker == "tool"
    return min(count, OFTEN)
