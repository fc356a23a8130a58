"""Values that tools were called with, learned, so that they are known again in what a customer says."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from assist.nextbest.ranking.states import parts, state_of
from assist.registry.conversations import Conversation

LONGEST = 4  # words of a value
TWICE = 2  # a value counts when so many other conversations had it
MODES = frozenset({"RequestType"})  # fields that say what a call does, not what the customer wants
Value = tuple[str, ...]
Pairs = frozenset[tuple[Value, str]]


@dataclass(frozen=True)
class Slots:
    """For each value the fields that took it, with the number of conversations."""

    fields: Mapping[Value, Mapping[str, int]]

    def named_in(self, text: str, own: Pairs = frozenset()) -> frozenset[str]:
        """The fields of which the text has a value. `own` are those of the conversation itself, when it was learned from."""
        words = parts(text)
        return frozenset(
            name
            for value in _stretches(words)
            for name, count in self.fields.get(value, {}).items()
            if count - ((value, name) in own) >= TWICE
        )

    @classmethod
    def of(cls, conversations: Iterable[Conversation]) -> "Slots":
        fields: dict[Value, dict[str, int]] = {}
        for conversation in conversations:
            for value, name in sorted(values_of(conversation)):
                counts = fields.setdefault(value, {})
                counts[name] = counts.get(name, 0) + 1
        return cls({value: counts for value, counts in fields.items() if max(counts.values()) >= TWICE})


def values_of(conversation: Conversation) -> Pairs:
    """Each value that a tool was given in the conversation, with its field."""
    queries = state_of(conversation.turns, ()).queries
    given = ((tuple(parts(value)), name) for query in queries for name, value in query.given.items())
    return frozenset(
        (value, name) for value, name in given if 0 < len(value) <= LONGEST and name not in MODES
    )


def _stretches(words: list[str]) -> Iterator[Value]:
    for length in range(LONGEST, 0, -1):
        for start in range(len(words) - length + 1):
            yield tuple(words[start : start + length])
