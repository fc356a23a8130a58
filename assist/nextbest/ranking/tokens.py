"""A state as a bag of tokens, for the network: history, the customer's words, what tools were given and told."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from assist.nextbest.ranking.cues import THINGS
from assist.nextbest.ranking.outcomes import NAMES, left_to_tell, message_of, named_values
from assist.nextbest.ranking.slots import MODES, Pairs, Slots
from assist.nextbest.ranking.states import TYPED, State, parts

WORDS = re.compile(r"[a-z']+|\d+|[?!]")
SHORT = 4  # words; so short a turn counts as a whole
STYLE = (TYPED, "out_of_scope", "hello", "anything_else")
LONG_MESSAGE = 60


def tokens_of(state: State, slots: Slots, own: Pairs = frozenset()) -> frozenset[str]:
    """All tokens of the state. `own` are the values of the conversation itself, when it is one to learn from."""
    parts_of_it = (_history(state), _words(state), _queries(state), _told(state), _named(state, slots, own))
    return frozenset(token for part in parts_of_it for token in part)


def words_of(text: str) -> list[str]:
    """Lower-case words; a number is only its length."""
    found = WORDS.findall(text.lower().replace("’", "'"))
    return [f"#{min(len(word), 5)}" if word.isdigit() else word for word in found]


def _history(state: State) -> Iterator[str]:
    last, before, third = state.last, state.recent(2), state.recent(3)
    side = "tool" if state.is_after_tool else "customer"
    yield from (f"task={task}" for task in state.tasks)
    yield f"tasks={len(state.tasks)}"
    if len(state.tasks) == 1:
        yield f"only={state.tasks[0]}"
    yield from (
        f"area={state.area}",
        f"side={side}",
        f"1={last}",
        f"2={before}",
        f"3={third}",
        f"12={last}|{before}",
    )
    yield from (f"1side={last}|{side}", f"123={last}|{before}|{third}", f"1area={last}|{state.area}")
    for action, count in Counter(state.actions).items():
        yield f"did={action}"
        if count > 1:
            yield f"did again={action}"
    yield from (f"lately={action}" for action in state.since_query)
    yield f"lately {min(len(state.since_query), 8)}"
    yield f"actions {min(len(state.actions), 12)}"
    yield f"queries {min(len(state.queries), 6)}"
    yield f"in a row {min(_repeated(state), 3)}"
    yield f"customer in a row {min(_customers_in_a_row(state), 3)}"
    yield from (f"{action} {min(state.actions.count(action), 3)}" for action in STYLE)


def _words(state: State) -> Iterator[str]:
    words = words_of(state.words)
    yield f"length {min(len(words), 20)}"
    yield from (f"w={word}" for word in words)
    yield from (f"w={one} {two}" for one, two in pairwise(["^", *words, "$"]))
    if not state.is_after_tool:
        yield from (f"1w={state.last}|{word}" for word in words)
        if len(words) <= SHORT:
            yield from (f"all={' '.join(words)}", f"1all={state.last}|{' '.join(words)}")
    if len(state.said) > 1:
        yield from (f"before={word}" for word in words_of(state.said[-2].text))
    if state.last == TYPED:
        yield from (f"reply={word}" for word in words_of(state.replies[-1]))
    for said in state.said:
        if said.after >= state.begun_at:
            yield from (f"stretch={word}" for word in words_of(said.text))


def _queries(state: State) -> Iterator[str]:
    if not state.queries:
        return
    query, age = state.queries[-1], "fresh" if state.is_after_tool else "older"
    yield f"{age} query={query.tool}"
    yield from (f"{age} given={query.tool}.{name}" for name in query.given)
    yield from (f"{age} wants={query.wants}", f"{age} wants={query.tool}.{query.wants}")
    yield f"wants={query.tool}.{query.wants}|{state.last}"
    yield from (f"known={name}" for each in state.queries for name in each.given)
    said = f" {' '.join(word for said in state.said for word in parts(said.text))} "
    values = {name: " ".join(parts(value)) for name, value in query.given.items() if name not in MODES}
    unsaid = [name for name, value in values.items() if value and f" {value} " not in said]
    yield from (f"{age} unsaid={query.tool}.{name}" for name in unsaid)
    yield from (f"{age} unsaid {min(len(unsaid), 4)}", f"{age} fields={query.tool}.{len(query.given)}")
    yield f"{age} row {min(state.queries_in_a_row, 3)}"
    if len(state.queries) > 1:
        earlier = state.queries[-2]
        yield from (
            f"{age} same={earlier.given == query.given}",
            f"{age} earlier={earlier.tool}.{earlier.wants}",
        )
        if earlier.tool == query.tool:
            names = {*earlier.given, *query.given}
            changed = (name for name in names if earlier.given.get(name) != query.given.get(name))
            yield from (f"{age} changed={query.tool}.{name}" for name in changed)


def _told(state: State) -> Iterator[str]:
    if not state.told:
        return
    told, age = state.told[-1], "fresh" if state.is_after_tool else "older"
    tool = state.queries[-1].tool if state.queries else ""
    yield from (
        f"age {min(len(state.actions) - told.at, 4)}",
        f"{age} told={tool}",
        f"{age} empty={not told.values}",
    )
    for name, value in told.values.items():
        if name not in NAMES:
            yield f"{age} field={tool}.{name}"
            if isinstance(value, bool):
                yield f"{age} is={tool}.{name}.{value}"
    message = message_of(told)
    yield f"{age} message={message[:LONG_MESSAGE]}"
    yield from (f"{age} says={word}" for word in parts(message))
    yield f"{age} total {told.total if told.total is None or told.total < 2 else 'many'}"
    if (left := left_to_tell(state)) is not None:
        yield from (f"left {left}", f"left {left}|{state.last}")
    named = named_values(state)
    yield from (f"names={tool}.{name}" for name in named)
    if not state.is_after_tool:
        yield f"names {bool(named)}|{state.last}"
    if state.queries:
        for name, given in state.queries[-1].given.items():
            if isinstance(told.values.get(name), str | int):
                yield f"{age} agrees={name}.{parts(str(told.values[name])) == parts(given)}"
    if state.is_after_tool and len(state.told) > 1:
        yield f"same answer={told.values == state.told[-2].values}"


def _named(state: State, slots: Slots, own: Pairs) -> Iterator[str]:
    """The fields that the customer has named, ever, in this stretch and just now; and kinds of things by their look."""
    ever: set[str] = set()
    stretch: set[str] = set()
    for said in state.said:
        fields = slots.named_in(said.text, own)
        ever |= fields
        if said.after >= state.begun_at:
            stretch |= fields
        if said is state.said[-1]:
            yield from (f"now has={name}" for name in fields)
    yield from (f"ever has={name}" for name in ever)
    yield from (f"has={name}" for name in stretch)
    yield f"has {min(len(stretch), 6)}"
    for name, pattern in THINGS.items():
        looks = [(said.after, bool(pattern.search(said.text.lower()))) for said in state.said]
        if looks and looks[-1][1]:
            yield f"now looks={name}"
        if any(hit for after, hit in looks if after >= state.begun_at):
            yield f"looks={name}"
        if any(hit for _, hit in looks):
            yield f"ever looks={name}"


def _repeated(state: State) -> int:
    return next(
        (back for back, action in enumerate(reversed(state.actions)) if action != state.last),
        len(state.actions),
    )


def _customers_in_a_row(state: State) -> int:
    events = list(reversed(state.events))
    return next((back for back, event in enumerate(events) if event != "customer"), len(events))
